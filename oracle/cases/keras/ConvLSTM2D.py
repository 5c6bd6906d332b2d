def cases(k):
    L = k.layers
    yield "default", L.ConvLSTM2D(2, 2), k.x(3, 4, 4, 1)
    yield "sequences", L.ConvLSTM2D(2, (3, 2), padding="same", return_sequences=True, activation="relu"), k.x(3, 4, 3, 2)
    yield "state", lambda x: L.ConvLSTM2D(2, 2, strides=(2, 1), return_state=True, use_bias=False)(x), k.x(2, 5, 4, 1)
    yield "dilated-backwards", L.ConvLSTM2D(2, 2, dilation_rate=2, go_backwards=True), k.x(3, 4, 4, 1)
    yield "channels-first", L.ConvLSTM2D(2, 2, data_format="channels_first", return_sequences=True), k.x(2, 2, 4, 3)
    x = k.x(2, 3, 3, 1, rows=6)
    yield "stateful", L.ConvLSTM2D(2, 2, stateful=True), x, {"batch": 6, "more": [x]}
