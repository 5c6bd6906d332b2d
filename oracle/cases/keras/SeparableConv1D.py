def cases(k):
    L = k.layers
    yield "same", L.SeparableConv1D(4, 3, padding="same", activation="relu"), k.x(7, 3)
    yield "multiplier", L.SeparableConv1D(3, 2, strides=2, depth_multiplier=2, use_bias=False), k.x(7, 3)
    yield "dilated", L.SeparableConv1D(3, 3, dilation_rate=2), k.x(8, 2)
    yield "channels-first", L.SeparableConv1D(3, 3, data_format="channels_first"), k.x(3, 7)
    if k.version < (3, 0):
        yield "causal", L.SeparableConv1D(3, 3, padding="causal"), k.x(7, 2)
