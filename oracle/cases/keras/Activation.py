NAMED = "celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink".split()


def cases(k):
    L = k.layers
    named = [name for name in NAMED if hasattr(k.activations, name)]

    def each(names):
        return lambda x: [L.Activation(name, name=name)(x) for name in names]

    yield "first", each(named[:8]), k.x(6, rows=12)
    yield "second", each(named[8:16]), k.x(6, rows=12)
    yield "third", each(named[16:24]), k.x(6, rows=12)
    yield "fourth", each(named[24:] or ["linear"]), k.x(6, rows=12)
    yield "rank3", each(["softmax", "relu", "selu"]), k.x(3, 4)
    yield "edges", each([name for name in named if name not in ("sparsemax", "softmax", "log_softmax")]), k.edges()
    if k.version >= (3, 6):
        yield "halves", each(["glu"]), k.x(6)
