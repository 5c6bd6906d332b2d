def cases(k):
    L = k.layers
    yield "default", L.RandomInvert(), k.images(3, 3, 3)
    yield "unit-range", L.RandomInvert(0.5, value_range=(0, 1), seed=1), k.x(3, 3, 3, rows=4)
    yield "uint8", L.RandomInvert(), k.images(3, 3, 3, dtype="uint8")
