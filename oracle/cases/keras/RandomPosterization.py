def cases(k):
    L = k.layers
    yield "default", L.RandomPosterization(3), k.images(3, 3, 3)
    yield "unit-range", L.RandomPosterization(5, value_range=(0, 1), seed=1), k.x(3, 3, 3, rows=4)
    yield "uint8", L.RandomPosterization(2), k.images(3, 3, 3, dtype="uint8")
