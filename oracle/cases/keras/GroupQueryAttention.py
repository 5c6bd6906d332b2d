def cases(k):
    L = k.layers
    yield "default", lambda x: L.GroupQueryAttention(3, 4, 2)(x, x), k.x(4, 5)
    yield "cross", lambda x: L.GroupQueryAttention(2, 4, 1, use_bias=False)(x[0], x[1]), [k.x(3, 5), k.x(4, 5, seed=1)]
    yield "causal", lambda x: L.GroupQueryAttention(2, 2, 2)(x, x, use_causal_mask=True), k.x(4, 5)
    yield "scores", lambda x: list(L.GroupQueryAttention(2, 4, 2)(x, x, return_attention_scores=True)), k.x(4, 5)
    if k.version >= (3, 15):
        yield "gated", lambda x: L.GroupQueryAttention(2, 4, 2, use_gate=True)(x, x), k.x(4, 5)
        yield "window", lambda x: L.GroupQueryAttention(2, 4, 2, sliding_window=2)(x, x, use_causal_mask=True), k.x(5, 4)
