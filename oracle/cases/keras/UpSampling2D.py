def cases(k):
    L = k.layers
    yield "default", L.UpSampling2D(), k.x(2, 3, 2)
    yield "bilinear", L.UpSampling2D((2, 3), interpolation="bilinear"), k.x(3, 2, 2)
    yield "bicubic", L.UpSampling2D(2, interpolation="bicubic"), k.x(3, 4, 1)
    yield "nearest", L.UpSampling2D((3, 1), interpolation="nearest"), k.x(2, 3, 2)
    yield "lanczos3", L.UpSampling2D(2, interpolation="lanczos3"), k.x(3, 4, 1)
    yield "lanczos5", L.UpSampling2D(2, interpolation="lanczos5"), k.x(3, 4, 1)
    yield "channels-first", L.UpSampling2D((2, 1), data_format="channels_first"), k.x(2, 3, 2)
    if k.version < (3, 0):
        for name in "area gaussian mitchellcubic".split():
            yield name, L.UpSampling2D(2, interpolation=name), k.x(3, 4, 1)
