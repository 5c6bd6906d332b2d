def cases(k):
    L = k.layers
    yield "bias", L.EinsumDense("abc,cd->abd", output_shape=(None, 4), bias_axes="d", activation="relu"), k.x(3, 5)
    yield "ellipsis", L.EinsumDense("...x,xy->...y", output_shape=4, bias_axes="y"), k.x(2, 3, 5)
    yield "heads", L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de"), k.x(4, 5)
    yield "two-axes", L.EinsumDense("abcd,cde->abe", output_shape=(None, 3)), k.x(2, 3, 4)
    yield "swapped", L.EinsumDense("abc,bd->acd", output_shape=(3, 4)), k.x(5, 3)
