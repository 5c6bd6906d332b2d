def cases(k):
    L = k.layers
    yield "default", L.LayerNormalization(), k.x(5)
    yield "two-axes", L.LayerNormalization(axis=[1, 2]), k.x(4, 3)
    yield "first-axis", L.LayerNormalization(axis=1, epsilon=0.1, center=False), k.x(4, 3)
    yield "bare", L.LayerNormalization(center=False, scale=False), k.x(3, 6)
    if (3, 0) <= k.version < (3, 10):
        yield "rms", L.LayerNormalization(rms_scaling=True), k.x(6)
