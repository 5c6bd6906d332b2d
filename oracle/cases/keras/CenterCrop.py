def cases(k):
    L = k.layers
    yield "default", L.CenterCrop(2, 3), k.images(5, 6, 2)
    yield "odd", L.CenterCrop(3, 2), k.images(6, 5, 1)
    yield "small", L.CenterCrop(4, 4), k.images(3, 6, 1)
    yield "same", L.CenterCrop(3, 3), k.images(3, 3, 1, dtype="uint8")
