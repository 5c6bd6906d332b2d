def cases(k):
    L = k.layers
    yield "default", [L.Masking(), L.LSTM(3)], k.gapped(5, 2)
    yield "value", [L.Masking(mask_value=1.0), L.GRU(3, return_sequences=True)], k.x(4, 2)
    yield "alone", L.Masking(), k.gapped(5, 2)
    yield "through", [L.Masking(), L.Dense(3), L.Activation("tanh"), L.Dropout(0.5), L.SimpleRNN(2)], k.gapped(6, 2)
