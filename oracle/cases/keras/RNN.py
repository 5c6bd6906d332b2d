def cases(k):
    L = k.layers
    yield "simple", L.RNN(L.SimpleRNNCell(3)), k.x(4, 2)
    yield "lstm", L.RNN(L.LSTMCell(3), return_sequences=True), k.x(4, 2)
    yield "gru", lambda x: L.RNN(L.GRUCell(3), return_state=True)(x), k.x(4, 2)
    yield "list", L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True), k.x(4, 2)
    yield "backwards", L.RNN(L.GRUCell(3, reset_after=False), go_backwards=True), k.x(4, 2)
    yield "masked", [L.Masking(), L.RNN(L.LSTMCell(3))], k.gapped(5, 2)
    yield "unrolled", L.RNN(L.SimpleRNNCell(3, activation="relu"), unroll=True), k.x(3, 2)
