def cases(k):
    L = k.layers
    yield "default", [L.Dense(3), L.Dropout(0.5), L.Dense(2)], k.x(4)
    yield "seeded", L.Dropout(0.2, seed=3), k.x(2, 3)
    yield "noise-shape", L.Dropout(0.3, noise_shape=(None, 1, 3)), k.x(2, 3)
