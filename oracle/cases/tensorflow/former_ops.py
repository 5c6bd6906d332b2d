"""Ops that older graphs are made of."""
import tensorflow as tf


def cases(lab):
    @tf.function(input_signature=[tf.TensorSpec([None, 7, 5, 4], tf.float32, "x")])
    def former(x):
        apart = tf.space_to_batch(x, [2, 3], [[0, 1], [1, 0]])
        return dict(
            a=apart, b=tf.batch_to_space(apart, [2, 3], [[0, 1], [1, 0]]), c=tf.nn.local_response_normalization(x, 1, 1.5, 0.3, 0.7), d=tf.math.xlogy(x, tf.abs(x)), e=tf.math.xdivy(x, x + 9),
            f=tf.raw_ops.Bucketize(input=x, boundaries=[-0.5, 0.0, 0.7]), g=tf.transpose(x, tf.math.invert_permutation([3, 0, 2, 1])), h=tf.linspace(0.0, 2.0, 5) * x[:, :5, 0, :1])

    yield "former_ops", lambda folder: tf.saved_model.save(tf.Module(), folder, dict(former=former)), dict(former=[dict(x=lab.normal(2, 7, 5, 4))])
