def cases(k):
    L = k.layers
    yield "default", L.AveragePooling1D(2), k.x(7, 3)
    yield "same", L.AveragePooling1D(3, strides=2, padding="same"), k.x(8, 2)
    yield "overlapping", L.AveragePooling1D(3, strides=1), k.x(6, 2)
    yield "channels-first", L.AveragePooling1D(2, padding="same", data_format="channels_first"), k.x(3, 7)
