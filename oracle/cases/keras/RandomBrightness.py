def cases(k):
    L = k.layers
    yield "default", L.RandomBrightness(0.3), k.images(3, 3, 3)
    yield "unit-range", [L.Rescaling(1 / 255), L.RandomBrightness((-0.2, 0.1), value_range=(0, 1))], k.images(3, 3, 1)
    yield "uint8", L.RandomBrightness(0.3, seed=1), k.images(3, 3, 3, dtype="uint8")
