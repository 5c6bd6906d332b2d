def cases(k):
    L = k.layers
    yield "default", L.RandomGaussianBlur(), k.images(3, 3, 3)
    yield "wide", L.RandomGaussianBlur(factor=0.5, kernel_size=5, sigma=0.8, seed=1), k.images(5, 5, 1)
    yield "uint8", L.RandomGaussianBlur(), k.images(3, 3, 3, dtype="uint8")
