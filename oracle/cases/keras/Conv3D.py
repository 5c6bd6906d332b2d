def cases(k):
    L = k.layers
    yield "same", L.Conv3D(3, 2, padding="same", activation="relu"), k.x(4, 5, 3, 2)
    yield "strided", L.Conv3D(2, (2, 3, 1), strides=(2, 1, 2)), k.x(5, 4, 4, 2)
    yield "dilated", L.Conv3D(2, 2, dilation_rate=2, use_bias=False), k.x(4, 4, 4, 2)
    yield "groups", L.Conv3D(4, 2, groups=2), k.x(3, 3, 3, 4, rows=6)
    yield "channels-first", L.Conv3D(2, 2, strides=2, padding="same", data_format="channels_first"), k.x(2, 4, 3, 4, rows=6)
