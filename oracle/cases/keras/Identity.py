def cases(k):
    L = k.layers
    yield "default", L.Identity(), k.x(3)
    yield "int32", L.Identity(), k.ints(3, high=9)
    yield "between", [L.Dense(2), L.Identity(), L.Dense(3)], k.x(4)
