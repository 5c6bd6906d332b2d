def cases(k):
    L = k.layers
    yield "default", L.RepeatVector(3), k.x(4)
    yield "once", L.RepeatVector(1), k.x(2)
    yield "decoder", [L.LSTM(3), L.RepeatVector(4), L.LSTM(2, return_sequences=True)], k.x(5, 2)
