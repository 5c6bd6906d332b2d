def cases(k):
    L = k.layers
    yield "default", L.Softmax(), k.x(5)
    yield "axis1", L.Softmax(axis=1), k.x(3, 4)
    yield "two-axes", L.Softmax(axis=[1, 2]), k.x(3, 4)
    yield "masked", lambda x: L.Softmax()(x[0], mask=x[1]), [k.x(5), k.choices([True, False, True, True, False, True, True], 5, dtype="bool")]
