def cases(k):
    L = k.layers
    yield "default", [L.Dense(3), L.GaussianDropout(0.5)], k.x(4)
    yield "seeded", L.GaussianDropout(0.2, seed=3), k.x(2, 3)
    yield "masked", [L.Masking(), L.GaussianDropout(0.2), L.SimpleRNN(2)], k.gapped(4, 2)
