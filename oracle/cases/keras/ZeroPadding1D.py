def cases(k):
    L = k.layers
    yield "default", L.ZeroPadding1D(), k.x(4, 2)
    yield "uneven", L.ZeroPadding1D((0, 2)), k.x(4, 2)
    yield "open", L.ZeroPadding1D(2), k.x(4, 2, open=[0])
    if k.version >= (3, 6):
        yield "channels-first", L.ZeroPadding1D((1, 2), data_format="channels_first"), k.x(2, 4)
