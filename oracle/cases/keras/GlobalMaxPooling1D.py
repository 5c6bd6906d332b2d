def cases(k):
    L = k.layers
    yield "default", L.GlobalMaxPooling1D(), k.x(5, 3)
    yield "keepdims", L.GlobalMaxPooling1D(keepdims=True), k.x(5, 3, open=[0]), {"more": [k.x(2, 3)]}
    yield "channels-first", L.GlobalMaxPooling1D(data_format="channels_first"), k.x(3, 5)
