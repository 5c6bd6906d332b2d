def cases(k):
    L = k.layers
    yield "default", L.AugMix(), k.images(3, 3, 3)
    yield "unit-range", L.AugMix(value_range=(0, 1), num_chains=2, seed=1), k.x(3, 3, 3, rows=4)
    yield "uint8", L.AugMix(), k.images(3, 3, 3, dtype="uint8")
