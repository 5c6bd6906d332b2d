def cases(k):
    L = k.layers
    bounds = [-1.5, 0.0, 0.5, 2.0]
    yield "ints", L.Discretization(bin_boundaries=bounds), k.x(4, holes=True)
    yield "one-hot", L.Discretization(bin_boundaries=bounds, output_mode="one_hot"), k.choices([-9.0, -1.5, 0.25, 0.5, 7.0], 1, dtype="float32")
    yield "multi-hot", L.Discretization(bin_boundaries=bounds, output_mode="multi_hot"), k.x(3)
    yield "count", L.Discretization(bin_boundaries=bounds, output_mode="count"), k.x(3)
    adapted = L.Discretization(num_bins=4)
    adapted.adapt(k.x(50, rows=12).array)
    yield "adapted", adapted, k.x(3), dict(k.sound, weights=False)
    yield "whole", L.Discretization(bin_boundaries=[2, 4, 6]), k.ints(3, high=9)
