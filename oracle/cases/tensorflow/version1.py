"""What TensorFlow 1 wrote: graphs with sessions, partitioned variables, conditions of Switch and Merge, frozen graphs."""
import os

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1


def network(lab):
    x = v1.placeholder(tf.float32, [None, 6], "x")
    training = v1.placeholder_with_default(False, [], "training")
    kernel = v1.get_variable("layer/kernel", initializer=lab.normal(6, 4), use_resource=False)
    parts = v1.get_variable("parts", [6, 2], partitioner=v1.fixed_size_partitioner(3), use_resource=False, initializer=v1.random_normal_initializer(seed=lab.seed))
    bias = v1.get_variable("layer/bias", initializer=lab.normal(4), use_resource=True)
    hidden = tf.nn.relu(tf.matmul(x, kernel) + bias)
    noisy = v1.cond(training, lambda: hidden * 0.5, lambda: hidden + 1.0)
    y = tf.identity(tf.concat([noisy, tf.matmul(x, tf.convert_to_tensor(parts))], 1), "y")
    return x, y


def saved(lab, frozen):
    def save(folder):
        v1.disable_control_flow_v2()
        with tf.Graph().as_default(), v1.Session() as session:
            x, y = network(lab)
            session.run(v1.global_variables_initializer())
            if frozen:
                graph = v1.graph_util.convert_variables_to_constants(session, session.graph_def, ["y"])
                os.makedirs(folder)
                with open(os.path.join(folder, "frozen.pb"), "wb") as file:
                    file.write(graph.SerializeToString())
            else:
                v1.saved_model.simple_save(session, folder, {"x": x}, {"y": y})
        v1.enable_control_flow_v2()
    return save


def checkpoint(lab):
    """Partitioned variables, texts, every type, several shards."""
    def save(folder):
        os.makedirs(folder)
        with tf.Graph().as_default(), v1.Session() as session:
            network(lab)
            v1.get_variable("texts", initializer=tf.constant(["a", "", "\u00e9t\u00e9"]), use_resource=False)
            for name in ("float64", "int64", "int32", "uint8", "bool", "float16", "complex64"):
                v1.get_variable(name, initializer=tf.constant(np.arange(3).astype(name)), use_resource=True)
            session.run(v1.global_variables_initializer())
            v1.train.Saver(sharded=True).save(session, os.path.join(folder, "model.ckpt"), write_meta_graph=False)
    return save


def cases(lab):
    yield "session", saved(lab, False), [lab.normal(3, 6)]
    yield "frozen", saved(lab, True), [lab.normal(3, 6)]
    yield "checkpoint", checkpoint(lab), None
