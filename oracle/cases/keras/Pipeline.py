def cases(k):
    L = k.layers
    yield "default", L.Pipeline([L.Rescaling(1 / 255), L.Resizing(2, 2)]), k.images(4, 4, 3)
    yield "augmented", L.Pipeline([L.RandomFlip(seed=1), L.CenterCrop(2, 3)]), k.images(4, 4, 1)
    yield "between", [L.Pipeline([L.RandomContrast(0.2), L.Rescaling(0.5, offset=1.0)]), L.Flatten(), L.Dense(2)], k.images(2, 2, 3)
