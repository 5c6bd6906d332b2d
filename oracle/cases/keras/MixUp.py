def cases(k):
    L = k.layers
    yield "default", L.MixUp(), k.images(3, 3, 3)
    yield "alpha", L.MixUp(alpha=0.5, seed=1), k.images(3, 3, 1)
    yield "uint8", L.MixUp(), k.images(3, 3, 3, dtype="uint8")
