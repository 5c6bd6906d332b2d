# without oneDNN, which divides by zero here
def cases(k):
    L = k.layers
    yield "default", L.AdaptiveMaxPooling1D(3), k.x(7, 2)
    yield "one", L.AdaptiveMaxPooling1D(1), k.x(5, 2)
    yield "upwards", L.AdaptiveMaxPooling1D(5), k.x(4, 2)
    yield "channels-first", L.AdaptiveMaxPooling1D(4, data_format="channels_first"), k.x(2, 6)
