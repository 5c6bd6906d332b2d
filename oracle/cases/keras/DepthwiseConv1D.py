def cases(k):
    L = k.layers
    yield "same", L.DepthwiseConv1D(3, padding="same", activation="relu"), k.x(7, 3)
    yield "multiplier", L.DepthwiseConv1D(2, depth_multiplier=2, strides=2), k.x(7, 3)
    yield "dilated", L.DepthwiseConv1D(3, dilation_rate=2, use_bias=False), k.x(8, 2)
    yield "channels-first", L.DepthwiseConv1D(3, padding="same", data_format="channels_first"), k.x(3, 7)
