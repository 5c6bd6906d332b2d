def cases(k):
    L = k.layers
    yield "two", lambda x: L.Multiply()(x), [k.x(4), k.x(4, seed=1)]
    yield "three", lambda x: L.Multiply()(x), [k.x(2, 3), k.x(2, 3, seed=1), k.x(2, 3, seed=2)]
    yield "broadcast", lambda x: L.Multiply()(x), [k.x(4, 3), k.x(4, 1, seed=1)]
    yield "masked", lambda x: L.GRU(2)(L.Multiply()([L.Masking()(x[0]), L.Masking()(x[1])])), [k.gapped(4, 2), k.x(4, 2)]
