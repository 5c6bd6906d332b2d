def cases(k):
    L = k.layers
    yield "default", L.RNN(L.GRUCell(3)), k.x(4, 2)
    yield "before", L.RNN(L.GRUCell(3, reset_after=False, use_bias=False), return_sequences=True), k.x(4, 2)
    yield "step", lambda x: L.GRUCell(3)(x[0], x[1])[0], [k.x(2), k.x(3, seed=1)], {"forms": {"keras"}}
