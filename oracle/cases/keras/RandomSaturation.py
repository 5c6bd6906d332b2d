def cases(k):
    L = k.layers
    yield "default", L.RandomSaturation(0.5), k.images(3, 3, 3)
    yield "unit-range", L.RandomSaturation((0.2, 0.6), value_range=(0, 1), seed=1), k.x(3, 3, 3, rows=4)
    yield "uint8", L.RandomSaturation(0.5), k.images(3, 3, 3, dtype="uint8")
