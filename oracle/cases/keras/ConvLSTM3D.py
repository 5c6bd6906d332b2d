def cases(k):
    L = k.layers
    yield "default", L.ConvLSTM3D(2, 2), k.x(2, 3, 3, 2, 1)
    yield "sequences", L.ConvLSTM3D(2, 2, padding="same", return_sequences=True), k.x(2, 2, 3, 2, 1)
    yield "channels-first", L.ConvLSTM3D(1, 2, data_format="channels_first"), k.x(2, 1, 3, 2, 3)
