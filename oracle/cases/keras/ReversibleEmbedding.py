def cases(k):
    L = k.layers
    yield "default", L.ReversibleEmbedding(6, 3), k.ints(4, high=6)
    shared = L.ReversibleEmbedding(6, 3)
    yield "tied", lambda x: shared(L.Dense(3)(shared(x)), reverse=True), k.ints(4, high=6)
    own = L.ReversibleEmbedding(6, 3, tie_weights=False, logit_soft_cap=2.0)
    yield "untied", lambda x: own(own(x), reverse=True), k.ints(4, high=6)
