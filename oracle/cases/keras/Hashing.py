def cases(k):
    L = k.layers
    yield "strings", L.Hashing(num_bins=7), k.texts(2)
    yield "salted", L.Hashing(num_bins=9, salt=[133, 137]), k.texts(2)
    yield "ints", L.Hashing(num_bins=5), k.ints(3, high=1000, low=-9, dtype="int64")
    yield "masked", L.Hashing(num_bins=5, mask_value=""), k.texts(2)
    yield "one-hot", L.Hashing(num_bins=4, output_mode="one_hot"), k.texts(1)
    yield "multi-hot", L.Hashing(num_bins=6, output_mode="multi_hot", salt=3), k.texts(3)
    yield "count", L.Hashing(num_bins=6, output_mode="count"), k.texts(3)
