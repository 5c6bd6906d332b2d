def cases(k):
    L = k.layers
    yield "default", L.RandomElasticTransform(), k.images(3, 3, 3)
    yield "strong", L.RandomElasticTransform(factor=0.5, scale=0.8, interpolation="nearest", fill_mode="constant", seed=1), k.images(3, 3, 1)
    yield "uint8", L.RandomElasticTransform(), k.images(3, 3, 3, dtype="uint8")
