def cases(k):
    L = k.layers
    yield "default", L.RandomFlip(), k.images(3, 3, 3)
    yield "horizontal", L.RandomFlip("horizontal", seed=1), k.images(3, 3, 1)
    yield "uint8", L.RandomFlip("vertical"), k.images(3, 3, 3, dtype="uint8")
