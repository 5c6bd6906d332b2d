def cases(k):
    L = k.layers
    yield "default", [L.Conv2D(3, 2), L.SpatialDropout2D(0.5)], k.x(4, 3, 2)
    yield "alone", L.SpatialDropout2D(0.2), k.x(3, 2, 2)
    yield "channels-first", L.SpatialDropout2D(0.2, data_format="channels_first"), k.x(2, 3, 2)
