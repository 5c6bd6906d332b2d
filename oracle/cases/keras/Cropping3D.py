def cases(k):
    L = k.layers
    yield "default", L.Cropping3D(), k.x(3, 4, 3, 2)
    yield "pairs", L.Cropping3D(((0, 1), (1, 1), (0, 0))), k.x(3, 4, 3, 2)
    yield "channels-first", L.Cropping3D((1, 1, 0), data_format="channels_first"), k.x(2, 4, 3, 2)
