def cases(k):
    L = k.layers
    yield "default", L.LSTM(3), k.x(5, 2)
    yield "sequences", L.LSTM(3, return_sequences=True, activation="relu", recurrent_activation="hard_sigmoid", use_bias=False), k.x(4, 2)
    yield "state", lambda x: L.LSTM(3, return_sequences=True, return_state=True)(x), k.x(4, 2)
    yield "backwards", L.LSTM(3, go_backwards=True, return_sequences=True), k.x(4, 2, open=[0]), {"more": [k.x(2, 2, seed=1)]}
    yield "masked", [L.Masking(), L.LSTM(3, return_sequences=True)], k.gapped(5, 2)
    yield "masked-backwards", [L.Masking(), L.LSTM(3, go_backwards=True)], k.gapped(5, 2)
    yield "initial", lambda x: L.LSTM(3)(x[0], initial_state=[x[1], x[2]]), [k.x(4, 2), k.x(3, seed=1), k.x(3, seed=2)]
    yield "stacked", [L.LSTM(4, return_sequences=True, dropout=0.2, recurrent_dropout=0.1), L.LSTM(3, unroll=True)], k.x(4, 2)
    x = k.x(4, 2, rows=6)
    yield "stateful", L.LSTM(3, stateful=True), x, {"batch": 6, "more": [x, k.x(4, 2, rows=6, seed=1)]}
    if k.version < (3, 0):
        yield "time-major", L.LSTM(3, time_major=True, return_sequences=True), k.x(4, 2)
