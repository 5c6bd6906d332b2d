def cases(k):
    L = k.layers
    yield "default", L.ELU(), k.x(5)
    yield "half", L.ELU(alpha=0.5), k.x(2, 3)
    yield "large", L.ELU(alpha=3.0), k.x(5)
