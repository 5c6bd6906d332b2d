def cases(k):
    L = k.layers
    yield "default", L.RandomContrast(0.3), k.images(3, 3, 3)
    yield "pair", L.RandomContrast((0.1, 0.4), seed=1), k.images(3, 3, 1)
    yield "uint8", L.RandomContrast(0.3), k.images(3, 3, 3, dtype="uint8")
