def cases(k):
    L = k.layers
    yield "default", L.RandomCrop(3, 2), k.images(5, 6, 2)
    yield "larger", L.RandomCrop(4, 4), k.images(3, 5, 1)
    yield "same", L.RandomCrop(3, 3, seed=1), k.images(3, 3, 1, dtype="uint8")
