def cases(k):
    L = k.layers
    yield "default", L.AdaptiveAveragePooling2D((3, 2)), k.x(7, 5, 2)
    yield "square", L.AdaptiveAveragePooling2D(4), k.x(6, 5, 2)
    yield "channels-first", L.AdaptiveAveragePooling2D((2, 3), data_format="channels_first"), k.x(2, 5, 4)
