def cases(k):
    L = k.layers
    yield "default", L.Embedding(6, 3), k.ints(4, high=6)
    yield "masked", [L.Embedding(6, 3, mask_zero=True), L.LSTM(2)], k.padded(5, 6)
    yield "int64", L.Embedding(5, 2), k.ints(2, 3, high=5, dtype="int64")
    yield "floats", L.Embedding(5, 2), k.ints(3, high=5, dtype="float32")
    yield "pooled", [L.Embedding(9, 4, mask_zero=True), L.GlobalAveragePooling1D(), L.Dense(2)], k.padded(6, 9)
