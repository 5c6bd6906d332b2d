def cases(k):
    L = k.layers
    yield "default", L.Solarization(addition_factor=0.2, threshold_factor=0.5), k.images(3, 3, 3)
    yield "unit-range", L.Solarization(0.1, 0.3, value_range=(0, 1), seed=1), k.x(3, 3, 3, rows=4)
    yield "uint8", L.Solarization(0.5), k.images(3, 3, 3, dtype="uint8")
