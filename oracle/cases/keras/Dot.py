def cases(k):
    L = k.layers
    yield "vectors", lambda x: L.Dot(axes=1)(x), [k.x(4), k.x(4, seed=1)]
    yield "matrices", lambda x: L.Dot(axes=(2, 1))(x), [k.x(3, 4), k.x(4, 2, seed=1)]
    yield "normalized", lambda x: L.Dot(axes=1, normalize=True)(x), [k.x(4), k.x(4, seed=1)]
    yield "inner", lambda x: L.Dot(axes=-1)(x), [k.x(3, 4), k.x(2, 4, seed=1)]
    yield "mixed-ranks", lambda x: L.Dot(axes=(1, 2))(x), [k.x(4), k.x(3, 4, seed=1)]
