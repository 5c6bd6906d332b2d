def cases(k):
    L = k.layers
    yield "default", L.ReLU(), k.x(5, holes=True)
    yield "capped", L.ReLU(max_value=1.5, negative_slope=0.25, threshold=0.5), k.x(5)
    yield "leaky", L.ReLU(negative_slope=0.1), k.x(2, 3)
    yield "threshold", L.ReLU(threshold=1.0, max_value=2.0), k.x(5)
