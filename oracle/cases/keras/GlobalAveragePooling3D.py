def cases(k):
    L = k.layers
    yield "default", L.GlobalAveragePooling3D(), k.x(2, 4, 3, 3)
    yield "keepdims", L.GlobalAveragePooling3D(keepdims=True), k.x(2, 3, 3, 2)
    yield "channels-first", L.GlobalAveragePooling3D(data_format="channels_first"), k.x(3, 2, 3, 2)
