def cases(k):
    L = k.layers
    yield "default", L.ZeroPadding3D(), k.x(2, 2, 1, 2)
    yield "pairs", L.ZeroPadding3D(((0, 1), (1, 1), (0, 0))), k.x(2, 2, 2, 2)
    yield "channels-first", L.ZeroPadding3D((1, 1, 0), data_format="channels_first"), k.x(2, 2, 2, 2)
