def cases(k):
    L = k.layers
    yield "self", lambda x: L.MultiHeadAttention(2, 3)(x, x), k.x(4, 5)
    yield "cross", lambda x: L.MultiHeadAttention(2, 3, value_dim=2, output_shape=4)(x[0], x[1]), [k.x(3, 5), k.x(4, 2, seed=1)]
    yield "key", lambda x: L.MultiHeadAttention(3, 2, use_bias=False, dropout=0.1)(x[0], x[1], x[2]), [k.x(3, 5), k.x(4, 2, seed=1), k.x(4, 3, seed=2)]
    yield "causal", lambda x: L.MultiHeadAttention(2, 3)(x, x, use_causal_mask=True), k.x(4, 5)
    yield "scores", lambda x: list(L.MultiHeadAttention(2, 3)(x, x, return_attention_scores=True)), k.x(4, 5)
    yield "attention-mask", lambda x: L.MultiHeadAttention(2, 3)(x[0], x[0], attention_mask=x[1]), [k.x(4, 5), k.choices([True, True, False, True, False], 4, 4, dtype="bool")]
    yield "two-axes", lambda x: L.MultiHeadAttention(2, 3, attention_axes=(1, 2))(x, x), k.x(2, 3, 4)
    yield "one-axis", lambda x: L.MultiHeadAttention(2, 3, attention_axes=(2,))(x, x), k.x(2, 3, 4)

    def masked(x):
        x = L.Embedding(6, 4, mask_zero=True)(x)
        return L.GlobalAveragePooling1D()(L.MultiHeadAttention(2, 3)(x, x))

    yield "masked", masked, k.padded(5, 6)
    yield "open", lambda x: L.MultiHeadAttention(2, 3)(x, x), k.x(4, 5, open=[0]), {"more": [k.x(2, 5)]}
