def cases(k):
    L = k.layers
    yield "default", L.GRU(3), k.x(5, 2)
    yield "before", L.GRU(3, reset_after=False, return_sequences=True), k.x(4, 2)
    yield "before-no-bias", L.GRU(3, reset_after=False, use_bias=False, activation="relu", recurrent_activation="hard_sigmoid"), k.x(4, 2)
    yield "no-bias", L.GRU(3, use_bias=False), k.x(4, 2)
    yield "state", lambda x: L.GRU(3, return_sequences=True, return_state=True)(x), k.x(4, 2)
    yield "backwards", L.GRU(3, go_backwards=True, return_sequences=True), k.x(4, 2, open=[0]), {"more": [k.x(2, 2, seed=1)]}
    yield "masked", [L.Masking(), L.GRU(3, return_sequences=True)], k.gapped(5, 2)
    yield "initial", lambda x: L.GRU(3)(x[0], initial_state=x[1]), [k.x(4, 2), k.x(3, seed=1)]
    x = k.x(4, 2, rows=6)
    yield "stateful", L.GRU(3, stateful=True), x, {"batch": 6, "more": [x, k.x(4, 2, rows=6, seed=1)]}
