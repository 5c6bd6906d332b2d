def cases(k):
    L = k.layers
    yield "many", lambda x: _many(L, x), {"numbers": k.x(4), "tokens": k.padded(5, 7)}

    def shared(x):
        layer = L.Dense(3, activation="tanh", name="shared")
        return L.Concatenate()([layer(x[0]), layer(x[1]), layer(L.Dense(4)(layer(x[0])))])

    yield "shared", shared, [k.x(4), k.x(4, seed=1)]
    yield "twice", lambda x: _twice(L, x), k.x(4), k.sound

    a = k.Input((4,), name="a")
    inner = k.Model(a, [L.Dense(3, name="left")(a), L.Dense(2, name="right")(a)], name="inner")
    yield "nested", lambda x: L.Concatenate()(list(inner(x)) + list(inner(L.Dense(4)(x)))), k.x(4)

    deepest = k.Model(a, L.Dense(3)(a), name="deepest")
    yield "nested-twice", lambda x: k.Model(a, L.ReLU()(deepest(a)), name="middle")(L.Dense(4, name="first")(x)), k.x(4), k.sound
    yield "residual", lambda x: _residual(L, x), k.images(6, 6, 2), k.sound
    yield "passed-through", lambda x: [x[0], L.Dense(2)(x[1])], [k.x(3), k.x(4)]
    yield "same-output", lambda x: _both(L.Dense(2)(x)), k.x(3)
    if k.version >= (3, 0):
        left, right = k.Input((3,), name="left"), k.Input((2,), name="right")
        named = k.Model({"left": left, "right": right}, {"sum": L.Dense(2, name="sum")(L.Concatenate()([left, right])), "first": L.Dense(1, name="first")(left)})
        yield "dicts", named, {"left": k.x(3), "right": k.x(2, seed=1)}


def _both(x):
    return [x, x]


def _many(L, x):
    text = L.GRU(3)(L.Embedding(7, 3, mask_zero=True)(x["tokens"]))
    both = L.Concatenate()([L.Dense(3, activation="relu")(x["numbers"]), text])
    return [L.Dense(1, activation="sigmoid", name="chance")(both), L.Dense(3, activation="softmax", name="kind")(both)]


def _twice(L, x):
    layer = L.Dense(4, name="again")
    return layer(L.ReLU()(layer(x)))


def _residual(L, x):
    y = L.Conv2D(2, 3, padding="same", use_bias=False)(x)
    y = L.ReLU()(L.BatchNormalization()(y))
    y = L.BatchNormalization()(L.DepthwiseConv2D(3, padding="same", use_bias=False)(y))
    return L.Dense(3, activation="softmax")(L.GlobalAveragePooling2D()(L.Add()([x, y])))
