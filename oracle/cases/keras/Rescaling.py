def cases(k):
    L = k.layers
    yield "images", L.Rescaling(1 / 255), k.images(3, 3, 2)
    yield "offset", L.Rescaling(1 / 127.5, offset=-1), k.images(3, 3, 1, dtype="uint8")
    yield "vector", L.Rescaling(2.5, offset=0.5), k.x(4)
    if k.version >= (3, 0):
        yield "per-channel", L.Rescaling([0.5, 2.0], offset=[1.0, -1.0]), k.x(3, 3, 2)
