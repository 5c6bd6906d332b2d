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
    else:
        ops = k.ops
        yield "arithmetic", lambda x: ops.relu(x * 2.0 + 1.0) - x / 4.0, k.x(4)
        yield "slices", lambda x: [x[:, 1:3], x[:, 0], x[..., ::2], x[:, None, -1]], k.x(4, 5)
        yield "functions", lambda x: [ops.exp(-ops.abs(x)), ops.sqrt(ops.square(x) + 1.0), ops.mean(x, axis=-1, keepdims=True), ops.clip(x, -1.0, 1.0), ops.log1p(ops.abs(x)), ops.max(x, axis=1), ops.tanh(x), ops.power(ops.abs(x), 1.5)], k.x(4)
        yield "shapes", lambda x: [ops.reshape(x, (-1, 6)), ops.transpose(x, (0, 2, 1)), ops.concatenate([x, x], axis=1), ops.expand_dims(x, 1), ops.cast(x, "int32"), ops.squeeze(x[:, :1], axis=1), ops.tile(x, (1, 2, 1)), ops.flip(x, axis=2)], k.x(2, 3)
        yield "two", lambda x: [x[0] * x[1], ops.matmul(x[0], ops.transpose(x[1], (0, 2, 1))), x[0] > x[1], ops.where(x[0] > 0.0, x[0], x[1]), ops.stack([x[0], x[1]], axis=1), ops.maximum(x[0], x[1]), ops.einsum("abc,adc->abd", x[0], x[1])], [k.x(2, 3), k.x(2, 3, seed=1)]
        yield "between", lambda x: L.Dense(2)(ops.softmax(L.Dense(3)(x)) * 3.0), k.x(4)
        yield "arguments", lambda x: [ops.argmax(x, axis=-1), ops.sort(x, axis=-1), ops.cumsum(x, axis=1), ops.logsumexp(x, axis=-1), ops.one_hot(ops.argmax(x, axis=-1), 5), ops.top_k(x, 2)[0]], k.x(5)
