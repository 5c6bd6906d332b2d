def cases(k):
    L = k.layers
    yield "default", L.Flatten(), k.x(2, 3, 2)
    yield "vector", L.Flatten(), k.x(4)
    yield "channels-first", L.Flatten(data_format="channels_first"), k.x(3, 2, 2)
    yield "open", L.Flatten(), k.x(3, 2, open=[0])
