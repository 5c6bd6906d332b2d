def cases(k):
    L = k.layers
    yield "relu", L.Dense(5, activation="relu"), k.x(7, holes=True)
    yield "no-bias", L.Dense(3, use_bias=False), k.x(4, 7)
    yield "deep", [L.Dense(6, activation="tanh"), L.Dense(3, activation="softmax", name="scores")], k.x(2, 3, 5, open=[0])
    yield "float64", L.Dense(3, activation="sigmoid", dtype="float64"), k.x(4, dtype="float64")
