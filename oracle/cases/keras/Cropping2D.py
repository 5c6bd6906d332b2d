def cases(k):
    L = k.layers
    yield "one", L.Cropping2D(1), k.x(5, 4, 2)
    yield "pairs", L.Cropping2D(((0, 2), (1, 0))), k.x(5, 4, 2)
    yield "channels-first", L.Cropping2D((1, 2), data_format="channels_first"), k.x(2, 4, 6)
