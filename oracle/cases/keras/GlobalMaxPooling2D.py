def cases(k):
    L = k.layers
    yield "default", L.GlobalMaxPooling2D(), k.x(4, 5, 3)
    yield "keepdims", L.GlobalMaxPooling2D(keepdims=True), k.x(4, 3, 2, open=[0, 1])
    yield "channels-first", L.GlobalMaxPooling2D(data_format="channels_first"), k.x(3, 4, 5)
