def cases(k):
    L = k.layers
    yield "default", L.UnitNormalization(), k.x(5)
    yield "axis1", L.UnitNormalization(axis=1), k.x(4, 3)
    yield "two-axes", L.UnitNormalization(axis=[1, 2]), k.x(4, 3)
