def cases(k):
    L = k.layers
    yield "default", L.Equalization(), k.images(4, 4, 3)
    yield "few-bins", L.Equalization(bins=16), k.images(4, 4, 1)
    yield "uint8", L.Equalization(), k.images(4, 4, 3, dtype="uint8")
