def cases(k):
    L = k.layers
    yield "two", lambda x: L.Minimum()(x), [k.x(4), k.x(4, seed=1)]
    yield "three", lambda x: L.Minimum()(x), [k.x(2, 3), k.x(2, 3, seed=1), k.x(2, 3, seed=2)]
    yield "broadcast", lambda x: L.Minimum()(x), [k.x(4, 3), k.x(1, 3, seed=1)]
