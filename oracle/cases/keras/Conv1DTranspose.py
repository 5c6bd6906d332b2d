def cases(k):
    L = k.layers
    yield "same", L.Conv1DTranspose(3, 3, strides=2, padding="same", activation="relu"), k.x(5, 4)
    yield "valid", L.Conv1DTranspose(3, 4, strides=3), k.x(5, 2)
    yield "output-padding", L.Conv1DTranspose(2, 3, strides=3, padding="same", output_padding=1), k.x(4, 2)
    yield "dilated", L.Conv1DTranspose(2, 3, dilation_rate=2, use_bias=False), k.x(6, 2)
    yield "channels-first", L.Conv1DTranspose(3, 3, strides=2, data_format="channels_first"), k.x(2, 5)
    yield "wide-stride", L.Conv1DTranspose(2, 2, strides=3), k.x(4, 2)
