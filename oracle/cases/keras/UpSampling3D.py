def cases(k):
    L = k.layers
    yield "default", L.UpSampling3D(), k.x(2, 2, 1, 2)
    yield "mixed", L.UpSampling3D((1, 2, 3)), k.x(2, 1, 2, 2)
    yield "channels-first", L.UpSampling3D((2, 1, 2), data_format="channels_first"), k.x(2, 2, 1, 2)
