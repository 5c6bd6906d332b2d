def cases(k):
    L = k.layers
    yield "default", L.MaxPooling2D(), k.x(5, 6, 3)
    yield "same", L.MaxPooling2D((3, 2), strides=2, padding="same"), k.x(6, 5, 2)
    yield "overlapping", L.MaxPooling2D(3, strides=(1, 2)), k.x(5, 6, 2)
    yield "channels-first", L.MaxPooling2D(2, padding="same", data_format="channels_first"), k.x(3, 5, 4)
