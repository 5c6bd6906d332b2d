def cases(k):
    L = k.layers
    yield "causal", L.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"), k.x(9, 3)
    yield "strided", L.Conv1D(4, 3, strides=2, padding="same"), k.x(9, 3)
    yield "groups", L.Conv1D(6, 2, groups=2, use_bias=False), k.x(7, 4)
    yield "channels-first", L.Conv1D(4, 3, data_format="channels_first"), k.x(3, 8)
    yield "open", L.Conv1D(4, 3, padding="same", activation="tanh"), k.x(9, 3, open=[0]), {"more": [k.x(5, 3, seed=1)]}
    if k.version < (3, 0):
        yield "rank4", L.Conv1D(2, 3), k.x(2, 6, 3)
