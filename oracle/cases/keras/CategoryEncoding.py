def cases(k):
    L = k.layers
    yield "multi-hot", L.CategoryEncoding(num_tokens=5), k.ints(3, high=5)
    yield "one-hot", L.CategoryEncoding(num_tokens=5, output_mode="one_hot"), k.ints(1, high=5)
    yield "count", L.CategoryEncoding(num_tokens=5, output_mode="count"), k.ints(4, high=5)
    yield "weighted", lambda x: L.CategoryEncoding(num_tokens=5, output_mode="count")(x[0], count_weights=x[1]), [k.ints(4, high=5), k.x(4)]
    if k.version >= (3, 0):
        yield "one-hot-rows", L.CategoryEncoding(num_tokens=4, output_mode="one_hot"), k.ints(3, high=4)
