def cases(k):
    L = k.layers
    yield "default", [L.Conv1D(3, 2), L.SpatialDropout1D(0.5)], k.x(4, 2)
    yield "alone", L.SpatialDropout1D(0.2), k.x(3, 2)
    yield "embedded", [L.Embedding(6, 3, mask_zero=True), L.SpatialDropout1D(0.3), L.LSTM(2)], k.padded(4, 6)
