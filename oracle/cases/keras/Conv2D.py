def cases(k):
    L = k.layers
    yield "same", L.Conv2D(4, 3, padding="same", activation="relu"), k.x(6, 5, 3)
    yield "strided", L.Conv2D(4, (3, 2), strides=(2, 3), padding="same"), k.x(7, 8, 2)
    yield "valid", L.Conv2D(3, (2, 3), strides=(2, 1), use_bias=False), k.x(6, 7, 2)
    yield "dilated", L.Conv2D(3, 3, dilation_rate=(2, 1), padding="same"), k.x(7, 6, 2)
    yield "groups", L.Conv2D(6, 2, groups=3, activation="elu"), k.x(5, 5, 3)
    yield "channels-first", L.Conv2D(4, 3, strides=2, padding="same", data_format="channels_first"), k.x(3, 6, 5)
    yield "open", L.Conv2D(2, 3, padding="same"), k.x(6, 5, 1, open=[0, 1]), {"more": [k.x(3, 8, 1, seed=1)]}
