def cases(k):
    L = k.layers
    yield "two", lambda x: L.Subtract()(x), [k.x(4), k.x(4, seed=1)]
    yield "broadcast", lambda x: L.Subtract()(x), [k.x(4, 3), k.x(1, 3, seed=1)]
    yield "ints", lambda x: L.Subtract()(x), [k.ints(4, high=9), k.ints(4, high=9, seed=1)]
