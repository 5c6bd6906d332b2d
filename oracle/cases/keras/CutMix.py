def cases(k):
    L = k.layers
    yield "default", L.CutMix(), k.images(3, 3, 3)
    yield "factor", L.CutMix(factor=0.5, seed=1), k.images(3, 3, 1)
    yield "uint8", L.CutMix(), k.images(3, 3, 3, dtype="uint8")
