def cases(k):
    L = k.layers
    yield "default", L.Cropping1D(), k.x(6, 2)
    yield "uneven", L.Cropping1D((0, 2)), k.x(6, 2)
    yield "open", L.Cropping1D((2, 1)), k.x(6, 2, open=[0])
