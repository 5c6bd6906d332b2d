def cases(k):
    L = k.layers
    yield "default", L.RandomGrayscale(), k.images(3, 3, 3)
    yield "sure", L.RandomGrayscale(factor=1.0, seed=1), k.images(3, 3, 3)
    yield "uint8", L.RandomGrayscale(), k.images(3, 3, 3, dtype="uint8")
