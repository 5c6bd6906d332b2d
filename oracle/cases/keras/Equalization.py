def cases(k):
    """Inside of a Pipeline: called as a layer of a model it answers its own input, which Keras takes for a cycle."""
    L = k.layers
    equalization = L.Equalization
    yield "default", L.Pipeline([equalization(), L.Rescaling(0.5)]), k.images(4, 4, 3)
    yield "few-bins", L.Pipeline([equalization(bins=16), L.Rescaling(0.5)]), k.images(4, 4, 1)
    yield "uint8", L.Pipeline([L.Rescaling(0.5), equalization()]), k.images(4, 4, 3, dtype="uint8")
