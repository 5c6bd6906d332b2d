def cases(k):
    L = k.layers
    slope = "alpha" if k.version < (3, 0) else "negative_slope"
    yield "default", L.LeakyReLU(), k.x(5)
    yield "steep", L.LeakyReLU(**{slope: 0.7}), k.x(2, 3)
    yield "flat", L.LeakyReLU(**{slope: 0.0}), k.x(5)
