def cases(k):
    L = k.layers
    yield "default", L.ThresholdedReLU(), k.x(5)
    yield "low", L.ThresholdedReLU(theta=0.25), k.x(2, 3)
    yield "zero", L.ThresholdedReLU(theta=0.0), k.x(5)
