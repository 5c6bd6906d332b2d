def cases(k):
    L = k.layers
    yield "default", L.MaxPooling1D(), k.x(7, 3)
    yield "same", L.MaxPooling1D(3, strides=2, padding="same"), k.x(8, 2)
    yield "overlapping", L.MaxPooling1D(3, strides=1), k.x(6, 2)
    yield "channels-first", L.MaxPooling1D(2, data_format="channels_first"), k.x(3, 7)
