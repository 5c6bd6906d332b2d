def cases(k):
    L = k.layers
    yield "strings", lambda x: L.HashedCrossing(num_bins=7)(x), [k.choices(["a", "bb", "", "é"]), k.choices(["x", "y", "zz"])]
    yield "ints", lambda x: L.HashedCrossing(num_bins=5)(x), [k.ints(1, high=9, dtype="int64"), k.ints(1, high=4, dtype="int64", seed=1)]
    yield "one-hot", lambda x: L.HashedCrossing(num_bins=6, output_mode="one_hot")(x), [k.choices(["a", "bb", "c"], 1), k.choices(["x", "y"], 1)]
    yield "mixed", lambda x: L.HashedCrossing(num_bins=9)(x), [k.choices(["a", "bb", "c"], 1), k.ints(1, high=4, dtype="int64")]
