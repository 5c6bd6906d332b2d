def cases(k):
    L = k.layers
    x = k.x(4, rows=12)
    adapted = L.Normalization()
    adapted.adapt(x.array)
    yield "adapted", adapted, x, {"weights": False}
    yield "given", L.Normalization(mean=[1.0, -1.0, 0.5], variance=[4.0, 0.0, 2.25]), k.x(3, holes=True)
    yield "scalar", L.Normalization(axis=None, mean=2.0, variance=9.0), k.x(2, 3)
    inverted = L.Normalization(invert=True)
    inverted.adapt(x.array)
    if k.version >= (3, 0):  # tf.keras 2.12 does not save that it is inverted
        yield "inverted", inverted, x, {"weights": False}
    images = L.Normalization(axis=-1)
    images.adapt(k.images(3, 3, 2).array)
    yield "images", images, k.images(3, 3, 2, seed=1), {"weights": False}
    two = L.Normalization(axis=(1, 2))
    two.adapt(k.x(2, 3).array)
    yield "two-axes", two, k.x(2, 3, seed=1), {"weights": False}
