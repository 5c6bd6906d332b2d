def cases(k):
    L = k.layers
    yield "default", L.RandomErasing(), k.images(3, 3, 3)
    yield "filled", L.RandomErasing(factor=0.5, scale=(0.1, 0.2), fill_value=0.5, seed=1), k.images(3, 3, 1)
    yield "uint8", L.RandomErasing(), k.images(3, 3, 3, dtype="uint8")
