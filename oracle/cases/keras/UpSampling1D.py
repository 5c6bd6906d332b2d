def cases(k):
    L = k.layers
    yield "default", L.UpSampling1D(), k.x(3, 2)
    yield "three", L.UpSampling1D(3), k.x(2, 3)
    yield "open", L.UpSampling1D(2), k.x(3, 2, open=[0])
