def cases(k):
    L = k.layers
    yield "default", L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 2)), k.images(8, 8, 3)
    yield "one-tile", L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(1, 1), clip_limit=2.0), k.images(6, 6, 1)
    yield "uint8", L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 2)), k.images(8, 8, 3, dtype="uint8")
