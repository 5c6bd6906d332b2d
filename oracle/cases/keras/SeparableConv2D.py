def cases(k):
    L = k.layers
    yield "same", L.SeparableConv2D(4, 3, padding="same", activation="relu"), k.x(5, 6, 3)
    yield "multiplier", L.SeparableConv2D(3, (2, 3), strides=2, depth_multiplier=2, use_bias=False), k.x(6, 7, 2)
    yield "dilated", L.SeparableConv2D(3, 3, dilation_rate=2, padding="same"), k.x(6, 6, 2)
    yield "channels-first", L.SeparableConv2D(3, 3, data_format="channels_first"), k.x(2, 5, 6)
