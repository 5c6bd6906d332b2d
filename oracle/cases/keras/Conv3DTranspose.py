def cases(k):
    L = k.layers
    yield "same", L.Conv3DTranspose(2, 3, strides=2, padding="same", activation="relu"), k.x(2, 3, 2, 2)
    yield "valid", L.Conv3DTranspose(2, (2, 3, 1), strides=(1, 2, 2), use_bias=False), k.x(2, 3, 2, 2)
    yield "output-padding", L.Conv3DTranspose(2, 2, strides=2, padding="same", output_padding=1), k.x(2, 2, 3, 1)
    yield "channels-first", L.Conv3DTranspose(2, 2, strides=2, data_format="channels_first"), k.x(2, 2, 3, 2, rows=6)
