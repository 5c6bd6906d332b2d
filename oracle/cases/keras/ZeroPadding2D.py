def cases(k):
    L = k.layers
    yield "default", L.ZeroPadding2D(), k.x(3, 2, 2)
    yield "pairs", L.ZeroPadding2D(((0, 2), (1, 0))), k.x(3, 2, 2)
    yield "channels-first", L.ZeroPadding2D((1, 2), data_format="channels_first"), k.x(2, 3, 2)
