"""Loops, conditions, calls and lists; inputs and outputs of fixed and of no dimensions."""
import tensorflow as tf


def cases(lab):
    m = tf.Module()
    m.w = tf.Variable(lab.normal(3, 3), name="w")

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32, "x")])
    def loops(x):
        steps = tf.TensorArray(tf.float32, 4, element_shape=[None, 3])
        state, i = x, 0
        while tf.less(i, 4):
            state = tf.tanh(tf.matmul(state, m.w))
            steps = steps.write(i, state)
            i += 1
        return dict(last=state, all=tf.transpose(steps.stack(), [1, 0, 2]))

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32, "a"), tf.TensorSpec([2, 3], tf.float32, "x")])
    def conditions(a, x):
        y = tf.cond(a > 0, lambda: x * 2.0, lambda: x - 1.0)
        return dict(y=y, z=tf.cond(tf.constant(True), lambda: y + a, lambda: y))

    yield "control_flow", lambda folder: tf.saved_model.save(m, folder, dict(loops=loops, conditions=conditions)), dict(
        loops=[dict(x=lab.normal(4, 3))], conditions=[dict(a=lab.number(0.5), x=lab.normal(2, 3)), dict(a=lab.number(-0.5), x=lab.normal(2, 3))])
