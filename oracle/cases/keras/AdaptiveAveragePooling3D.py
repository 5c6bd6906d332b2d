def cases(k):
    L = k.layers
    yield "default", L.AdaptiveAveragePooling3D((3, 2, 1)), k.x(5, 4, 3, 2)
    yield "cube", L.AdaptiveAveragePooling3D(2), k.x(3, 4, 3, 2)
    yield "channels-first", L.AdaptiveAveragePooling3D(2, data_format="channels_first"), k.x(2, 3, 3, 3)
