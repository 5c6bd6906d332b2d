def cases(k):
    L = k.layers
    yield "default", L.RNN(L.LSTMCell(3)), k.x(4, 2)
    yield "relu", L.RNN(L.LSTMCell(3, activation="relu", use_bias=False), return_sequences=True), k.x(4, 2)
    yield "step", lambda x: L.LSTMCell(3)(x[0], [x[1], x[2]])[0], [k.x(2), k.x(3, seed=1), k.x(3, seed=2)], {"forms": {"keras"}}
