def cases(k):
    L = k.layers
    yield "two", lambda x: L.Concatenate()(x), [k.x(4), k.x(2, seed=1)]
    yield "axis1", lambda x: L.Concatenate(axis=1)(x), [k.x(2, 3), k.x(1, 3, seed=1), k.x(4, 3, seed=2)]
    yield "negative", lambda x: L.Concatenate(axis=-2)(x), [k.x(2, 3), k.x(3, 3, seed=1)]
    yield "masked", lambda x: L.GRU(2)(L.Concatenate()([L.Masking()(x[0]), L.Masking()(x[1])])), [k.gapped(4, 2), k.gapped(4, 1)]
    if k.version >= (3, 0):  # Keras 2 joins masks of unequal ranks, which fails
        yield "masked-time", lambda x: L.GRU(2)(L.Concatenate(axis=1)([L.Masking()(x[0]), x[1]])), [k.gapped(4, 2), k.x(3, 2)]
