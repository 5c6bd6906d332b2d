def cases(k):
    L = k.layers
    yield "default", L.RandomHeight(0.2), k.images(3, 3, 3)
    yield "nearest", L.RandomHeight((-0.1, 0.3), interpolation="nearest", seed=1), k.images(3, 3, 1)
