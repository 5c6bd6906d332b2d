def cases(k):
    L = k.layers
    yield "concat", L.Bidirectional(L.LSTM(3)), k.x(4, 2)
    yield "sum", L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode="sum"), k.x(4, 2)
    yield "mul", L.Bidirectional(L.SimpleRNN(3), merge_mode="mul"), k.x(4, 2)
    yield "ave", L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="ave"), k.x(4, 2)
    yield "none", lambda x: L.Bidirectional(L.LSTM(3), merge_mode=None)(x), k.x(4, 2)
    yield "state", lambda x: L.Bidirectional(L.LSTM(3, return_sequences=True, return_state=True))(x), k.x(4, 2)
    yield "own-backward", L.Bidirectional(L.LSTM(3, return_sequences=True), backward_layer=L.GRU(2, go_backwards=True, return_sequences=True)), k.x(4, 2)
    yield "masked", [L.Masking(), L.Bidirectional(L.GRU(3, return_sequences=True))], k.gapped(5, 2)
    yield "cell", L.Bidirectional(L.RNN(L.LSTMCell(2), return_sequences=True)), k.x(4, 2)
    yield "text", [L.Embedding(7, 3, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.Bidirectional(L.LSTM(2)), L.Dense(1, activation="sigmoid")], k.padded(6, 7)
