def cases(k):
    L = k.layers
    yield "dense", L.SpectralNormalization(L.Dense(4)), k.x(5)
    yield "conv", L.SpectralNormalization(L.Conv2D(3, 2), power_iterations=2), k.x(4, 4, 2)
    yield "embedding", L.SpectralNormalization(L.Embedding(6, 3)), k.ints(4, high=6)
