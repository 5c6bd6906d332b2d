"""Keras models as folders: `model.save` of tf.keras, `model.export` of Keras 3."""
import keras
import numpy as np

L = keras.layers


def save(model):
    return lambda folder: model.export(folder, verbose=False) if keras.__version__ >= "3" else model.save(folder)


def draw(lab, model):
    """Weights that no initializer makes: biases and moving averages, too."""
    model.set_weights([np.abs(lab.normal(*w.shape)) * 0.5 if "variance" in v.name else lab.normal(*w.shape) * 0.5 for v, w in zip(model.weights, model.get_weights())])
    return model


def cases(lab):
    mnist = keras.Sequential([L.Input((12,), name="pixels"), L.Dense(6, activation="relu"), L.Dense(3, activation="softmax")])
    yield "dense", save(draw(lab, mnist)), [lab.normal(5, 12)]
    vision = keras.Sequential([
        L.Input((12, 12, 3)), L.Conv2D(4, 3, activation="relu"), L.BatchNormalization(), L.MaxPooling2D(),
        L.DepthwiseConv2D(3, padding="same"), L.ReLU(6.0), L.AveragePooling2D(2, padding="same"), L.Conv2D(4, 3, strides=2, padding="same", dilation_rate=1),
        L.Conv2DTranspose(3, 3, strides=2, padding="same"), L.LeakyReLU(), L.UpSampling2D(), L.Flatten(), L.Dropout(0.5), L.Dense(3, activation="elu"),
    ])
    yield "vision", save(draw(lab, vision)), [lab.normal(3, 12, 12, 3)]
    sequence = keras.Sequential([
        L.Input((5,), dtype="int32"), L.Embedding(9, 4), L.LSTM(3, return_sequences=True), L.GRU(4, return_sequences=True), L.Dense(4),
        L.Conv1D(4, 2, padding="causal"), L.LayerNormalization(), L.Reshape((2, 10)), L.GlobalAveragePooling1D(),
    ])
    yield "sequence", save(draw(lab, sequence)), [lab.integers(0, 9, 4, 5)]
    a, b = L.Input((4, 6), name="a"), L.Input((3, 6), name="b")
    attended = L.MultiHeadAttention(2, 3)(a, b)
    merged = L.Concatenate()([L.Add()([a, attended]), L.Multiply()([a, a])])
    both = keras.Model([a, b], [L.Dense(2, name="first")(merged), L.GlobalMaxPooling1D(name="second")(merged)])
    yield "two_inputs", save(draw(lab, both)), [dict(a=lab.normal(3, 4, 6), b=lab.normal(3, 3, 6))]
