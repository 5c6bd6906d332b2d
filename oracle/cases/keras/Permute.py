def cases(k):
    L = k.layers
    yield "swap", L.Permute((2, 1)), k.x(3, 4)
    yield "channels", L.Permute((3, 1, 2)), k.x(2, 3, 4)
    yield "open", L.Permute((2, 1)), k.x(3, 4, open=[0])
