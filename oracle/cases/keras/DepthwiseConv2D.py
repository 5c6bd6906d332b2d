def cases(k):
    L = k.layers
    yield "same", L.DepthwiseConv2D(3, padding="same", activation="relu"), k.x(5, 6, 3)
    yield "multiplier", L.DepthwiseConv2D((2, 3), depth_multiplier=2, strides=2), k.x(6, 7, 3)
    yield "dilated", L.DepthwiseConv2D(2, dilation_rate=2, use_bias=False), k.x(6, 5, 2)
    yield "strided-same", L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=3), k.x(5, 6, 2)
    yield "channels-first", L.DepthwiseConv2D(3, padding="same", data_format="channels_first"), k.x(3, 5, 4)
