def cases(k):
    L = k.layers
    yield "default", L.Resizing(4, 5), k.images(6, 7, 2)
    yield "nearest", L.Resizing(5, 3, interpolation="nearest"), k.images(3, 4, 2)
    yield "bicubic", L.Resizing(5, 5, interpolation="bicubic"), k.images(4, 3, 1)
    yield "area", L.Resizing(2, 3, interpolation="area") if k.version < (3, 0) else L.Resizing(2, 3, interpolation="bilinear", antialias=True), k.images(6, 6, 1)
    yield "crop", L.Resizing(4, 4, crop_to_aspect_ratio=True), k.images(5, 8, 1)
    yield "lanczos3", L.Resizing(6, 6, interpolation="lanczos3"), k.images(4, 5, 1)
    yield "lanczos5", L.Resizing(3, 6, interpolation="lanczos5"), k.images(5, 4, 1)
    yield "uint8", L.Resizing(4, 4), k.images(3, 5, 2, dtype="uint8")
    if k.version >= (3, 6):
        yield "pad", L.Resizing(4, 6, pad_to_aspect_ratio=True, fill_value=7.0), k.images(5, 4, 1)
        yield "channels-first", L.Resizing(4, 2, data_format="channels_first"), k.images(2, 5, 4)
