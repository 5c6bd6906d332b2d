def cases(k):
    L = k.layers
    yield "default", L.SimpleRNN(3), k.x(5, 2)
    yield "sequences", L.SimpleRNN(3, return_sequences=True, activation="relu", use_bias=False), k.x(4, 2)
    yield "state", lambda x: L.SimpleRNN(3, return_sequences=True, return_state=True)(x), k.x(4, 2)
    yield "backwards", L.SimpleRNN(3, go_backwards=True, return_sequences=True), k.x(4, 2, open=[0]), {"more": [k.x(2, 2, seed=1)]}
    yield "masked", [L.Masking(), L.SimpleRNN(3, return_sequences=True)], k.gapped(5, 2)
    yield "initial", lambda x: L.SimpleRNN(3)(x[0], initial_state=x[1]), [k.x(4, 2), k.x(3, seed=1)]
    x = k.x(4, 2, rows=6)
    yield "stateful", L.SimpleRNN(3, stateful=True), x, {"batch": 6, "more": [x, k.x(4, 2, rows=6, seed=1)]}
