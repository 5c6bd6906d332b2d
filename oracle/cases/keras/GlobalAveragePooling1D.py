def cases(k):
    L = k.layers
    yield "default", L.GlobalAveragePooling1D(), k.x(5, 3)
    yield "masked", [L.Masking(), L.GlobalAveragePooling1D()], k.gapped(5, 3)
    yield "keepdims", L.GlobalAveragePooling1D(keepdims=True), k.x(5, 3, open=[0]), {"more": [k.x(2, 3)]}
    yield "channels-first", L.GlobalAveragePooling1D(data_format="channels_first"), k.x(3, 5)
