def cases(k):
    L = k.layers
    yield "default", L.AutoContrast(), k.images(3, 3, 3)
    yield "unit-range", L.AutoContrast(value_range=(0, 1)), k.x(3, 3, 3, rows=4)
    yield "uint8", L.AutoContrast(), k.images(3, 3, 3, dtype="uint8")
