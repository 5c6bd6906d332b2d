def cases(k):
    """Inside of a Pipeline: called as a layer of a model it answers its own input, which Keras takes for a cycle."""
    L = k.layers
    boxes = L.MaxNumBoundingBoxes
    yield "default", L.Pipeline([boxes(4), L.Rescaling(0.5)]), k.images(4, 4, 3)
    yield "filled", L.Pipeline([L.Rescaling(2.0), boxes(2, fill_value=7)]), k.images(3, 4, 1)
    yield "uint8", L.Pipeline([boxes(1), L.Resizing(2, 2)]), k.images(4, 4, 3, dtype="uint8")
