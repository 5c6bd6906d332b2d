def cases(k):
    L = k.layers
    yield "default", lambda x: L.AdditiveAttention()(x), [k.x(3, 4), k.x(5, 4, seed=1)]
    yield "key", lambda x: L.AdditiveAttention(use_scale=False)(x), [k.x(3, 4), k.x(5, 2, seed=1), k.x(5, 4, seed=2)]
    yield "causal", lambda x: L.AdditiveAttention(dropout=0.1)(x, use_causal_mask=True), [k.x(4, 3), k.x(4, 3, seed=1)]
    yield "scores", lambda x: list(L.AdditiveAttention()(x, return_attention_scores=True)), [k.x(3, 4), k.x(5, 4, seed=1)]
    yield "masked", lambda x: L.AdditiveAttention()([L.Embedding(6, 3, mask_zero=True)(x[0]), L.Embedding(6, 3, mask_zero=True)(x[1])]), [k.padded(4, 6), k.padded(5, 6)]
