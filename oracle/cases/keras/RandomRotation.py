def cases(k):
    L = k.layers
    yield "default", L.RandomRotation(0.2), k.images(3, 3, 3)
    yield "constant", L.RandomRotation((-0.1, 0.3), fill_mode="constant", interpolation="nearest", seed=1), k.images(3, 3, 1)
    yield "uint8", L.RandomRotation(0.2, fill_mode="wrap"), k.images(3, 3, 3, dtype="uint8")
