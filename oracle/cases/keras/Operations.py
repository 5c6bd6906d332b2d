import numpy as np


def each(*functions):
    """All of them of the same inputs, one output each."""
    return lambda x: [f(*x) if isinstance(x, (list, tuple)) else f(x) for f in functions]


KERNEL = (np.arange(3 * 3 * 2 * 3).reshape(3, 3, 2, 3) % 7 - 3).astype("float32") / 8
DEEP = (np.arange(3 * 3 * 2 * 2).reshape(3, 3, 2, 2) % 5 - 2).astype("float32") / 8
ROW = np.arange(3, dtype="float32")
PAIR = np.ones((3, 2), "float32")
UNARY = "abs absolute negative square sign floor ceil round sin cos tanh sinh cosh arctan exp expm1 isnan isfinite isinf logical_not relu relu6 sigmoid softplus softsign silu log_sigmoid hard_sigmoid hard_silu selu elu gelu leaky_relu celu softmax log_softmax zeros_like ones_like erf sparse_sigmoid sparse_plus tanh_shrink hard_tanh soft_shrink hard_shrink squareplus sparsemax trunc exp2".split()


def cases(k):
    """What Keras records as layers of its own: TFOpLambda and SlicingOpLambda, or an operation's class (keras.ops)."""
    L = k.layers
    if k.version < (3, 0):
        tf = k.tf
        yield "arithmetic", lambda x: tf.nn.relu(x * 2.0 + 1.0) - x / 4.0, k.x(4)
        yield "slices", lambda x: [x[:, 1:3], x[:, 0], x[..., ::2], x[:, None, -1]], k.x(4, 5), k.sound
        yield "functions", lambda x: [tf.exp(-tf.abs(x)), tf.sqrt(tf.square(x) + 1.0), tf.reduce_mean(x, axis=-1, keepdims=True), tf.clip_by_value(x, -1.0, 1.0), tf.math.log1p(tf.abs(x))], k.x(4), k.sound
        yield "shapes", lambda x: [tf.reshape(x, (-1, 6)), tf.transpose(x, (0, 2, 1)), tf.concat([x, x], axis=1), tf.expand_dims(x, 1), tf.cast(x, "int32")], k.x(2, 3), k.sound
        yield "two", lambda x: [x[0] * x[1], tf.matmul(x[0], x[1], transpose_b=True), x[0] > x[1], tf.where(x[0] > 0.0, x[0], x[1]), tf.stack([x[0], x[1]], axis=1)], [k.x(2, 3), k.x(2, 3, seed=1)], k.sound
        yield "between", lambda x: L.Dense(2)(tf.nn.softmax(L.Dense(3)(x)) * 3.0), k.x(4), k.sound
        yield "unary", each(*[getattr(tf, n) for n in "abs negative square sign floor round sin exp tanh sigmoid zeros_like ones_like identity stop_gradient".split()], *[getattr(tf.nn, n) for n in "relu relu6 softplus softsign silu selu elu gelu leaky_relu softmax log_softmax".split()], tf.math.ceil, tf.math.is_nan, lambda a: tf.nn.softmax(a, axis=1), lambda a: tf.math.rsqrt(tf.abs(a) + 1)), k.x(4, 3)
        yield "binary", each(tf.add, tf.subtract, tf.multiply, tf.maximum, tf.minimum, tf.equal, tf.not_equal, tf.greater, tf.math.squared_difference, lambda a, b: a / (tf.abs(b) + 1), lambda a, b: a // (tf.abs(b) + 1), lambda a, b: a % (tf.abs(b) + 1), lambda a, b: 1 - a, lambda a, b: a**2, lambda a, b: tf.concat([a, b], -1), lambda a, b: tf.add_n([a, b]), lambda a, b: a + ROW, lambda a, b: tf.logical_and(a > 0, b > 0), lambda a, b: tf.tensordot(a, PAIR, 1)), [k.x(4, 3), k.x(4, 3, seed=1)]
        yield "reductions", each(*[lambda a, f=f, kw=kw: f(a, **kw) for f in (tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod, tf.math.reduce_std, tf.math.reduce_variance, tf.reduce_logsumexp) for kw in (dict(axis=-1), dict(axis=[1, 2], keepdims=True))], lambda a: tf.argmax(a, axis=-1), lambda a: tf.norm(a, axis=-1), lambda a: tf.math.l2_normalize(a, axis=1), lambda a: tf.cumsum(a, axis=1), lambda a: k.backend.l2_normalize(a, axis=1), lambda a: tf.nn.moments(a, axes=[1])[0], lambda a: tf.math.top_k(a, 2)[0]), k.x(4, 3)
        yield "reshaped", each(lambda a: tf.reshape(a, (tf.shape(a)[0], 2, 6)), lambda a: tf.reshape(a, [tf.shape(a)[0], tf.shape(a)[1] * tf.shape(a)[2]]), lambda a: tf.squeeze(tf.expand_dims(a, 2), 2), lambda a: tf.reverse(a, axis=[1]), lambda a: tf.tile(a, [1, 2, 1]), lambda a: tf.pad(a, [[0, 0], [1, 1], [0, 0]]), lambda a: tf.pad(a, [[0, 0], [1, 1], [0, 0]], "REFLECT"), lambda a: tf.gather(a, [0, 2], axis=1), lambda a: tf.split(a, 2, axis=1)[1], lambda a: tf.split(a, [1, 3], axis=1)[1], lambda a: tf.unstack(a, axis=1)[2], lambda a: tf.slice(a, [0, 1, 0], [-1, 2, 3]), lambda a: k.backend.permute_dimensions(a, (0, 2, 1)), lambda a: k.backend.repeat_elements(a, 2, axis=1), lambda a: tf.broadcast_to(a[:, :1], tf.shape(a))), k.x(4, 3)
        yield "integers", each(lambda a: tf.one_hot(a, 5), lambda a: a + 1, lambda a: a // 2, lambda a: tf.cast(a, tf.float32) * 0.5, lambda a: a > 2, lambda a: tf.reduce_sum(a, axis=-1)), k.ints(3, high=5)
        yield "windows", each(lambda a: tf.nn.max_pool2d(a, 2, 2, "VALID"), lambda a: tf.nn.max_pool(a, [1, 3, 2, 1], [1, 2, 2, 1], "SAME"), lambda a: tf.nn.avg_pool2d(a, 2, 2, "VALID"), lambda a: tf.nn.conv2d(a, KERNEL, 1, "VALID"), lambda a: tf.nn.conv2d(a, KERNEL, [1, 2, 2, 1], "SAME"), lambda a: tf.nn.depthwise_conv2d(a, DEEP, [1, 1, 1, 1], "VALID"), lambda a: tf.image.resize(a, (3, 4)), lambda a: tf.image.resize(a, (9, 12), method="nearest"), lambda a: tf.nn.bias_add(a, ROW[1:])), k.x(6, 6, 2, rows=3)
    else:
        ops = k.ops
        yield "arithmetic", lambda x: ops.relu(x * 2.0 + 1.0) - x / 4.0, k.x(4)
        yield "slices", lambda x: [x[:, 1:3], x[:, 0], x[..., ::2], x[:, None, -1]], k.x(4, 5)
        yield "functions", lambda x: [ops.exp(-ops.abs(x)), ops.sqrt(ops.square(x) + 1.0), ops.mean(x, axis=-1, keepdims=True), ops.clip(x, -1.0, 1.0), ops.log1p(ops.abs(x)), ops.max(x, axis=1), ops.tanh(x), ops.power(ops.abs(x), 1.5)], k.x(4)
        yield "shapes", lambda x: [ops.reshape(x, (-1, 6)), ops.transpose(x, (0, 2, 1)), ops.concatenate([x, x], axis=1), ops.expand_dims(x, 1), ops.cast(x, "int32"), ops.squeeze(x[:, :1], axis=1), ops.tile(x, (1, 2, 1)), ops.flip(x, axis=2)], k.x(2, 3)
        yield "two", lambda x: [x[0] * x[1], ops.matmul(x[0], ops.transpose(x[1], (0, 2, 1))), x[0] > x[1], ops.where(x[0] > 0.0, x[0], x[1]), ops.stack([x[0], x[1]], axis=1), ops.maximum(x[0], x[1]), ops.einsum("abc,adc->abd", x[0], x[1])], [k.x(2, 3), k.x(2, 3, seed=1)]
        yield "between", lambda x: L.Dense(2)(ops.softmax(L.Dense(3)(x)) * 3.0), k.x(4)
        yield "arguments", lambda x: [ops.argmax(x, axis=-1), ops.sort(x, axis=-1), ops.cumsum(x, axis=1), ops.logsumexp(x, axis=-1), ops.one_hot(ops.argmax(x, axis=-1), 5), ops.top_k(x, 2)[0]], k.x(5)
        yield "unary", each(*[getattr(ops, n) for n in UNARY if hasattr(ops, n)]), k.x(4, 3)
        yield "positive", lambda x: each(ops.sqrt, ops.log, ops.log1p, ops.log2, ops.log10, ops.rsqrt, ops.reciprocal, lambda a: a**2, lambda a: 2 / a)(ops.abs(x) + 0.5), k.x(4, 3)
        yield "binary", each(ops.add, ops.subtract, ops.multiply, ops.minimum, ops.equal, ops.not_equal, ops.greater_equal, ops.less, ops.less_equal, lambda a, b: ops.divide(a, ops.abs(b) + 1), lambda a, b: ops.mod(a, ops.abs(b) + 1), lambda a, b: ops.floor_divide(a, ops.abs(b) + 1), lambda a, b: ops.logical_and(a > 0, b > 0), lambda a, b: ops.logical_or(a > 0, b > 0), lambda a, b: ops.logical_xor(a > 0, b > 0), lambda a, b: ops.where(a > 0, a, 0.0), lambda a, b: ops.hstack([a, b]), lambda a, b: ops.einsum("bik,bjk->bij", a, b), lambda a, b: a @ ops.transpose(b, (0, 2, 1)), lambda a, b: a + ROW, lambda a, b: ops.tensordot(a, PAIR, 1), lambda a, b: 1 - a), [k.x(4, 3), k.x(4, 3, seed=1)]
        yield "reductions", each(*[lambda a, f=f, kw=kw: f(a, **kw) for f in (ops.sum, ops.mean, ops.max, ops.min, ops.prod, ops.std, ops.var, ops.logsumexp) for kw in (dict(axis=-1), dict(axis=(1, 2), keepdims=True))], lambda a: ops.argmin(a, axis=1), lambda a: ops.any(a > 1, axis=1), lambda a: ops.all(a > -1, axis=-1), lambda a: ops.norm(a, axis=-1), lambda a: ops.norm(a, ord=1, axis=-1), lambda a: ops.normalize(a, axis=-1), lambda a: ops.normalize(a, axis=-1, order=3), lambda a: ops.count_nonzero(a, axis=1), lambda a: ops.moments(a, axes=[1])[1], lambda a: ops.top_k(a, 2)[1]), k.x(4, 3)
        yield "reshaped", each(lambda a: ops.reshape(a, (-1, 2, 6)), lambda a: ops.roll(a, 1, axis=1), lambda a: ops.repeat(a, 2, axis=1), lambda a: ops.pad(a, [[0, 0], [1, 2], [0, 1]]), lambda a: ops.pad(a, [[0, 0], [1, 2], [0, 0]], mode="reflect"), lambda a: ops.pad(a, [[0, 0], [1, 1], [0, 0]], constant_values=2.0), lambda a: ops.swapaxes(a, 1, 2), lambda a: ops.moveaxis(a, 1, 2), lambda a: ops.take(a, [0, 2], axis=1), lambda a: ops.take(a, 1, axis=2), lambda a: ops.split(a, 2, axis=1)[1], lambda a: ops.split(a, [1, 3], axis=1)[1], lambda a: a[:, ::-1], lambda a: a[..., 1], lambda a: ops.tril(ops.transpose(a, (0, 2, 1))), lambda a: ops.triu(a, k=1)), k.x(4, 3)
        yield "integers", each(lambda a: ops.one_hot(a, 5), lambda a: a + 1, lambda a: a * 0.5, lambda a: a // 2, lambda a: a % 3, lambda a: a > 2, lambda a: ops.sum(a, axis=-1), lambda a: ops.mean(a, axis=-1), lambda a: a / 2, lambda a: ops.one_hot(a, 5, axis=1)), k.ints(3, high=5)
        yield "windows", each(lambda a: ops.max_pool(a, (3, 2), strides=2, padding="same"), lambda a: ops.average_pool(a, 3, strides=1, padding="same"), lambda a: ops.conv(a, KERNEL), lambda a: ops.conv(a, KERNEL, strides=2, padding="same"), lambda a: ops.depthwise_conv(a, DEEP), lambda a: ops.image.resize(a, (3, 4)), lambda a: ops.image.resize(a, (9, 12), interpolation="nearest"), lambda a: ops.batch_normalization(a, ROW[1:], ROW[1:], axis=-1, offset=ROW[1:], scale=ROW[1:])), k.x(6, 6, 2, rows=3)
