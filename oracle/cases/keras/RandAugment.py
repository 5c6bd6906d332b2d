def cases(k):
    L = k.layers
    yield "default", L.RandAugment(), k.images(3, 3, 3)
    yield "unit-range", L.RandAugment(value_range=(0, 1), num_ops=1, seed=1), k.x(3, 3, 3, rows=4)
    yield "uint8", L.RandAugment(), k.images(3, 3, 3, dtype="uint8")
