def cases(k):
    L = k.layers
    yield "default", L.RandomPerspective(), k.images(3, 3, 3)
    yield "strong", L.RandomPerspective(factor=0.5, scale=0.5, interpolation="nearest", fill_value=3.0, seed=1), k.images(3, 3, 1)
    yield "uint8", L.RandomPerspective(), k.images(3, 3, 3, dtype="uint8")
