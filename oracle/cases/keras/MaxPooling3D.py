def cases(k):
    L = k.layers
    yield "default", L.MaxPooling3D(), k.x(4, 5, 4, 2)
    yield "same", L.MaxPooling3D((3, 2, 1), strides=2, padding="same"), k.x(4, 3, 3, 2)
    yield "channels-first", L.MaxPooling3D(2, strides=1, data_format="channels_first"), k.x(2, 3, 3, 3)
