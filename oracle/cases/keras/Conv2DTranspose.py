def cases(k):
    L = k.layers
    yield "same", L.Conv2DTranspose(3, 3, strides=2, padding="same", activation="relu"), k.x(4, 5, 2)
    yield "valid", L.Conv2DTranspose(3, (2, 3), strides=(1, 2)), k.x(4, 3, 2)
    yield "output-padding", L.Conv2DTranspose(2, 3, strides=(2, 3), padding="same", output_padding=(1, 2)), k.x(3, 3, 2)
    yield "valid-output-padding", L.Conv2DTranspose(2, 3, strides=2, output_padding=1), k.x(3, 3, 2)
    yield "dilated", L.Conv2DTranspose(2, 3, dilation_rate=2, use_bias=False), k.x(4, 4, 2)
    yield "channels-first", L.Conv2DTranspose(3, 3, strides=2, padding="same", data_format="channels_first"), k.x(2, 4, 3)
    yield "wide-stride", L.Conv2DTranspose(2, 2, strides=3, padding="same"), k.x(3, 3, 2)
