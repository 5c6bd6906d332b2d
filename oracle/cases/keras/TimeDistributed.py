def cases(k):
    L = k.layers
    yield "dense", L.TimeDistributed(L.Dense(4)), k.x(5, 3)
    yield "conv", L.TimeDistributed(L.Conv2D(2, 2, activation="relu")), k.x(3, 4, 4, 2)
    yield "masked", [L.Masking(), L.TimeDistributed(L.Dense(3)), L.LSTM(2)], k.gapped(4, 2)
    yield "open", L.TimeDistributed(L.Dense(2)), k.x(3, 2, open=[0]), {"more": [k.x(5, 2)]}
    yield "model", L.TimeDistributed(k.Sequential([L.Dense(3, activation="relu"), L.BatchNormalization(), L.Dense(2)])), k.x(3, 4)
    yield "flatten", [L.TimeDistributed(L.Flatten()), L.LSTM(3)], k.x(3, 2, 2)
