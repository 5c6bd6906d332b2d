def cases(k):
    L = k.layers
    yield "default", L.GroupNormalization(groups=2), k.x(3, 4, 6)
    yield "instance", L.GroupNormalization(groups=-1, epsilon=0.01), k.x(5, 3)
    yield "layer", L.GroupNormalization(groups=1, center=False), k.x(5, 4)
    if k.version >= (3, 0):  # tf.keras fails where the axis is not the last
        yield "axis1", L.GroupNormalization(groups=3, axis=1, scale=False), k.x(6, 4)
    yield "vector", L.GroupNormalization(groups=4), k.x(8)
