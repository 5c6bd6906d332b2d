def cases(k):
    L = k.layers
    yield "default", L.PReLU(), k.x(5)
    yield "shared", L.PReLU(shared_axes=[1, 2]), k.x(3, 4, 2)
    yield "images", L.PReLU(), k.x(2, 3, 2)
