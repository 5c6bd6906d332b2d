def cases(k):
    L = k.layers
    yield "default", [L.Conv3D(3, 2), L.SpatialDropout3D(0.5)], k.x(3, 3, 2, 2)
    yield "alone", L.SpatialDropout3D(0.2), k.x(2, 2, 2, 2)
    yield "channels-first", L.SpatialDropout3D(0.2, data_format="channels_first"), k.x(2, 3, 2, 2)
