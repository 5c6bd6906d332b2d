def cases(k):
    L = k.layers
    yield "default", L.LocallyConnected1D(3, 2, activation="relu"), k.x(5, 2)
    yield "strided", L.LocallyConnected1D(2, 3, strides=2, use_bias=False), k.x(7, 2)
    yield "dense-kernel", L.LocallyConnected1D(2, 2, implementation=2), k.x(4, 2)
    yield "same", L.LocallyConnected1D(2, 3, padding="same", implementation=3), k.x(4, 2)
