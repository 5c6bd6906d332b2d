"""tf.function, one signature for each family of ops."""
import tensorflow as tf


def of(*shape, dtype=tf.float32):
    return tf.TensorSpec(shape, dtype, name="x")


def cases(lab):
    m = tf.Module()
    m.w = tf.Variable(lab.normal(4, 3), name="w")
    m.table = tf.Variable(lab.normal(6, 2), name="table")
    m.filters = tf.Variable(lab.normal(2, 3, 2, 4), name="filters")
    signatures, asked = {}, {}

    def signature(*specs, given=None):
        def note(compute):
            signatures[compute.__name__] = tf.function(compute, input_signature=specs)
            asked[compute.__name__] = [dict(x=x) for x in given]
            return compute
        return note

    x = lab.normal(4, 4)

    @signature(of(None, 4), given=[x])
    def arithmetic(x):
        y = x + 1.5
        return dict(
            a=x * y - x / y, b=tf.maximum(x, 0.3) + tf.minimum(x, -0.1), c=tf.abs(x) ** 1.5, d=tf.math.squared_difference(x, y), e=tf.math.divide_no_nan(x, tf.nn.relu(x)),
            f=x // 0.3, g=tf.math.floormod(x, 0.7), h=tf.add_n([x, y, x]), i=tf.math.floordiv(tf.cast(x * 9, tf.int32), 4), j=tf.math.floormod(tf.cast(x * 9, tf.int32), 4),
            k=tf.math.mod(tf.cast(x * 9, tf.int64), -5), l=tf.clip_by_value(x, -0.5, 0.5), m=tf.raw_ops.TruncateDiv(x=tf.cast(x * 9, tf.int32), y=4), n=-x)

    @signature(of(None, 4), given=[x])
    def functions(x):
        p = tf.abs(x) + 0.1
        q = tf.tanh(x)
        return dict(
            a=tf.exp(x), b=tf.math.log(p), c=tf.math.expm1(x), d=tf.math.log1p(p), e=tf.sqrt(p), f=tf.math.rsqrt(p), g=tf.square(x), h=tf.math.reciprocal(p),
            i=tf.floor(x), j=tf.math.ceil(x), k=tf.round(x * 4) + tf.math.rint(x), l=tf.sin(x) + tf.cos(x), m=tf.tan(q), n=tf.asin(q) + tf.acos(q) + tf.atan(x),
            o=tf.sinh(x) + tf.cosh(x), p=tf.math.asinh(x) + tf.math.atanh(q * 0.9), q=tf.math.acosh(p + 1), r=tf.math.erf(x) + tf.math.erfc(x) * 2, s=tf.sign(x),
            t=tf.nn.relu(x) + tf.nn.relu6(x * 9), u=tf.nn.leaky_relu(x, 0.3), v=tf.nn.elu(x), w=tf.nn.selu(x), x=tf.nn.softplus(x) + tf.nn.softsign(x),
            y=tf.nn.softmax(x), z=tf.nn.log_softmax(x))

    @signature(of(None, 4), given=[x])
    def comparisons(x):
        y = tf.reverse(x, [1])
        return dict(
            a=tf.equal(x, y), b=tf.not_equal(x, y), c=x < y, d=x <= y, e=x > y, f=x >= y, g=tf.logical_and(x < y, x > 0), h=tf.logical_or(x < y, x > 0), i=tf.logical_not(x < y),
            j=tf.where(x > 0, x, y), k=tf.compat.v1.where(x[:, 0] > 0, x, y), l=tf.math.is_nan(x / (x - x)), m=tf.math.is_finite(x / 0.0), n=tf.reduce_any(x > 1, 1), o=tf.reduce_all(x > -1, 1, keepdims=True))

    @signature(of(None, 3, 4), given=[lab.normal(2, 3, 4)])
    def reductions(x):
        values, places = tf.math.top_k(x, 2)
        return dict(
            a=tf.reduce_sum(x, [1, 2]), b=tf.reduce_mean(x, -1, keepdims=True), c=tf.reduce_max(x, 1), d=tf.reduce_min(x, [2, 1]), e=tf.reduce_prod(x, 2), f=tf.argmax(x, 2), g=tf.argmin(x, 1, tf.int32),
            h=tf.cumsum(x, 1), i=tf.cumsum(x, 2, exclusive=True, reverse=True), j=values, k=places, l=tf.norm(x, axis=2), m=tf.math.reduce_euclidean_norm(x, 1), n=tf.reduce_mean(x))

    @signature(of(None, 3, 4), given=[lab.normal(2, 3, 4), lab.normal(5, 3, 4)])
    def shapes(x):
        n = tf.shape(x)[0]
        flat = tf.reshape(x, [n * 3, 4])
        back = tf.reshape(tf.matmul(flat, m.w), [n, 3, 3])
        return dict(
            a=tf.reshape(x, [-1, 12]), b=tf.reshape(x, tf.stack([n, 2, 6])), c=back, d=tf.transpose(x, [0, 2, 1]), e=tf.expand_dims(x, 1), f=tf.squeeze(x[:, :1], 1), g=tf.concat([x, tf.zeros([n, 1, 4])], 1),
            h=tf.tile(x, [1, 2, 1]), i=tf.pad(x, [[0, 0], [1, 0], [0, 2]], constant_values=7.0), j=tf.pad(x, [[0, 0], [1, 1], [0, 0]], "REFLECT"), k=tf.fill([n, 2], 3.0), l=tf.ones_like(x),
            m=tf.broadcast_to(tf.constant([[1.0, 2.0]]), [n, 2]), n=tf.shape(x), o=tf.size(x), p=tf.tile(tf.constant([[[0.5]]]), [n, 1, 2]), q=tf.cast(tf.shape(x)[0], tf.float32) * x, r=tf.rank(x))

    @signature(of(None, 5, 4), given=[lab.normal(2, 5, 4)])
    def slices(x):
        first, second = tf.split(x, 2, 2)
        some, more = tf.split(x, [1, 4], 1)
        return dict(
            a=x[:, 1:4:2], b=x[:, ::-1, 0], c=x[..., -1], d=x[:, tf.newaxis, 2], e=first - second, f=some, g=more, h=tf.stack(tf.unstack(x, axis=1)[::2], axis=1), i=tf.gather(x, [3, 0], axis=1),
            j=tf.slice(x, [0, 1, 2], [-1, 2, -1]), k=tf.reverse(x, [1, 2]), l=tf.gather(m.table, tf.cast(x[:, :, 0] > 0, tf.int32)), m=tf.linalg.band_part(x[:, :4], 1, 0), n=x[:, -3:-1], o=x[0], p=tf.one_hot(tf.argmax(x, 2), 4, axis=1))

    @signature(of(None, 3, 4), given=[lab.normal(2, 3, 4)])
    def products(x):
        return dict(
            a=tf.matmul(x, x, transpose_b=True), b=tf.einsum("bij,jk->bik", x, m.w), c=tf.matmul(x[:, 0], m.w), d=tf.matmul(m.w, x[:, 0], transpose_a=True, transpose_b=True), e=tf.tensordot(x, m.w, [[2], [0]]),
            f=tf.einsum("bij,bkj->bik", x, x), g=tf.nn.bias_add(x, [1.0, 2.0, 3.0, 4.0]), h=tf.einsum("bij->bji", x))

    @signature(of(None, 5, 6, 2), given=[lab.normal(2, 5, 6, 2)])
    def images(x):
        mean, variance = tf.constant([0.1, -0.2]), tf.constant([0.5, 1.5])
        return dict(
            a=tf.nn.conv2d(x, m.filters, 1, "SAME"), b=tf.nn.conv2d(x, m.filters, [2, 1], "VALID"), c=tf.nn.conv2d(x, m.filters, 1, "VALID", dilations=2), d=tf.nn.depthwise_conv2d(x, m.filters, [1, 2, 2, 1], "SAME"),
            e=tf.nn.max_pool2d(x, 2, 2, "SAME"), f=tf.nn.avg_pool2d(x, [3, 2], 2, "SAME"), g=tf.compat.v1.nn.fused_batch_norm(x, mean + 1, mean, mean, variance, is_training=False)[0],
            h=tf.nn.conv2d_transpose(tf.nn.relu(x), tf.transpose(m.filters, [0, 1, 3, 2]), [tf.shape(x)[0], 10, 12, 4], 2, "SAME"), i=tf.image.resize(x, [10, 12], "nearest"), j=tf.image.resize(x, [7, 9]),
            k=tf.nn.space_to_depth(x[:, :4], 2), l=tf.nn.depth_to_space(tf.nn.conv2d(x, m.filters, 1, "SAME"), 2), m=tf.nn.conv2d(x, m.filters, 1, [[0, 0], [1, 0], [2, 1], [0, 0]]))

    yield "ops", lambda folder: tf.saved_model.save(m, folder, signatures), asked
