def cases(k):
    L = k.layers
    words = ["cat", "dog", "straße", "東京"]
    asked = k.choices(["cat", "bird", "東京", "", "dog", "[UNK]", "straße"], 3)
    yield "default", L.StringLookup(vocabulary=words), asked
    yield "two-oov", L.StringLookup(vocabulary=words, num_oov_indices=2, mask_token=""), asked
    yield "no-oov", L.StringLookup(vocabulary=words, num_oov_indices=0), k.choices(words, 2)
    yield "one-hot", L.StringLookup(vocabulary=words, output_mode="one_hot"), k.choices(["cat", "bird", "dog"], 1)
    yield "multi-hot", L.StringLookup(vocabulary=words, output_mode="multi_hot", mask_token=""), asked
    yield "count", L.StringLookup(vocabulary=words, output_mode="count"), asked
    yield "tf-idf", L.StringLookup(vocabulary=words, idf_weights=[0.5, 1.0, 1.5, 2.0], output_mode="tf_idf"), asked
    yield "inverted", L.StringLookup(vocabulary=words, invert=True), k.ints(3, high=5, dtype="int64")
    yield "padded", L.StringLookup(vocabulary=words, max_tokens=8, pad_to_max_tokens=True, output_mode="multi_hot"), asked
    adapted = L.StringLookup()
    adapted.adapt(["b a", "a", "c", "a", "b", "c", "c"])
    yield "adapted", adapted, k.choices(["a", "b", "c", "b a", "d"], 2)
    yield "embedded", [L.StringLookup(vocabulary=words, mask_token=""), L.Embedding(6, 3, mask_zero=True), L.LSTM(2)], asked
