def cases(k):
    L = k.layers
    yield "default", L.Reshape((3, 4)), k.x(6, 2)
    yield "inferred", L.Reshape((2, -1)), k.x(6, 2)
    yield "flat", L.Reshape((-1,)), k.x(2, 3, 2)
    yield "open", L.Reshape((-1, 2)), k.x(3, 4, open=[0]), {"more": [k.x(5, 4)]}
