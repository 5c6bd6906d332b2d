def cases(k):
    L = k.layers
    numbers = [12, 36, 1138, 42]
    asked = k.choices([12, 36, 7, 42, -1, 0, 1138, 99], 3, dtype="int64")
    yield "default", L.IntegerLookup(vocabulary=numbers), asked
    yield "two-oov", L.IntegerLookup(vocabulary=numbers, num_oov_indices=3, mask_token=0), asked
    yield "no-oov", L.IntegerLookup(vocabulary=numbers, num_oov_indices=0), k.choices(numbers, 2, dtype="int64")
    yield "one-hot", L.IntegerLookup(vocabulary=numbers, output_mode="one_hot"), k.choices([12, 7, 42], 1, dtype="int64")
    yield "multi-hot", L.IntegerLookup(vocabulary=numbers, output_mode="multi_hot"), asked
    yield "count", L.IntegerLookup(vocabulary=numbers, output_mode="count"), asked
    yield "tf-idf", L.IntegerLookup(vocabulary=numbers, idf_weights=[0.5, 1.0, 1.5, 2.0], output_mode="tf_idf"), asked
    yield "inverted", L.IntegerLookup(vocabulary=numbers, invert=True), k.ints(3, high=5, dtype="int64")
    adapted = L.IntegerLookup()
    adapted.adapt([5, 5, 9, 3, 9, 9])
    yield "adapted", adapted, k.choices([5, 9, 3, 4], 2, dtype="int64")
    yield "int32", L.IntegerLookup(vocabulary=numbers), k.choices([12, 36, 7, 42], 2, dtype="int32")
