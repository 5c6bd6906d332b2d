def cases(k):
    L = k.layers
    yield "default", L.GlobalAveragePooling2D(), k.x(4, 5, 3)
    yield "keepdims", L.GlobalAveragePooling2D(keepdims=True), k.x(4, 3, 2, open=[0, 1])
    yield "channels-first", L.GlobalAveragePooling2D(data_format="channels_first"), k.x(3, 4, 5)
