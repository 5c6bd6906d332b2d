def cases(k):
    L = k.layers
    yield "default", lambda x: L.Attention()(x), [k.x(3, 4), k.x(5, 4, seed=1)]
    yield "key", lambda x: L.Attention(use_scale=True)(x), [k.x(3, 4), k.x(5, 2, seed=1), k.x(5, 4, seed=2)]
    yield "concat", lambda x: L.Attention(score_mode="concat")(x), [k.x(3, 4), k.x(5, 4, seed=1)]
    yield "concat-scaled", lambda x: L.Attention(score_mode="concat", use_scale=True, dropout=0.2)(x), [k.x(3, 4), k.x(5, 4, seed=1)]
    yield "causal", lambda x: L.Attention()(x, use_causal_mask=True), [k.x(4, 3), k.x(4, 3, seed=1)]
    yield "scores", lambda x: list(L.Attention()(x, return_attention_scores=True)), [k.x(3, 4), k.x(5, 4, seed=1)]
    yield "masked", lambda x: L.Attention()([L.Embedding(6, 3, mask_zero=True)(x[0]), L.Embedding(6, 3, mask_zero=True)(x[1])]), [k.padded(4, 6), k.padded(5, 6)]
