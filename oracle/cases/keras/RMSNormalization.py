def cases(k):
    L = k.layers
    yield "default", L.RMSNormalization(), k.x(5)
    yield "two-axes", L.RMSNormalization(axis=[1, 2]), k.x(4, 3)
    yield "large", L.RMSNormalization(epsilon=0.01), k.x(3, 8)
