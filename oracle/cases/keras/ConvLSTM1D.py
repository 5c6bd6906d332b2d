def cases(k):
    L = k.layers
    yield "default", L.ConvLSTM1D(2, 2), k.x(3, 5, 2)
    yield "sequences", L.ConvLSTM1D(2, 3, padding="same", return_sequences=True, recurrent_activation="hard_sigmoid"), k.x(3, 5, 2)
    yield "state", lambda x: L.ConvLSTM1D(2, 2, strides=2, return_state=True, use_bias=False)(x), k.x(3, 5, 1)
    yield "channels-first", L.ConvLSTM1D(2, 2, data_format="channels_first"), k.x(3, 2, 5)
