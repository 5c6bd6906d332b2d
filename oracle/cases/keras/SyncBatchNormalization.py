def cases(k):
    if k.version >= (3, 0):
        return  # a setting of BatchNormalization
    L = k.layers.experimental
    yield "default", L.SyncBatchNormalization(), k.x(4, 3)
    yield "bare", L.SyncBatchNormalization(center=False, scale=False), k.x(5)
    yield "images", L.SyncBatchNormalization(epsilon=0.01), k.x(3, 3, 2)
