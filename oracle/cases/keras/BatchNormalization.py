def cases(k):
    L = k.layers
    yield "default", L.BatchNormalization(), k.x(5, holes=True)
    yield "images", L.BatchNormalization(epsilon=0.01, momentum=0.9), k.x(4, 3, 2)
    yield "bare", L.BatchNormalization(center=False, scale=False), k.x(3, 4)
    yield "axis1", L.BatchNormalization(axis=1), k.x(3, 4, 2)
    if k.version < (3, 0):
        yield "fused", L.BatchNormalization(fused=True), k.x(4, 3, 2)
        yield "renorm", L.BatchNormalization(renorm=True), k.x(4)
        yield "two-axes", L.BatchNormalization(axis=[1, 3]), k.x(3, 2, 2)
