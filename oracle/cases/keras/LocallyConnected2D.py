def cases(k):
    L = k.layers
    yield "default", L.LocallyConnected2D(2, 2, activation="relu"), k.x(4, 3, 2)
    yield "strided", L.LocallyConnected2D(2, (2, 3), strides=(2, 1), use_bias=False), k.x(4, 5, 1)
    yield "dense-kernel", L.LocallyConnected2D(2, 2, implementation=2), k.x(3, 3, 2)
    yield "channels-first", L.LocallyConnected2D(2, 2, data_format="channels_first"), k.x(2, 3, 4)
