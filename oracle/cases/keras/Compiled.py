import numpy as np


def cases(k):
    """Compiled and fitted two steps: training configuration and optimizer state are in the file."""
    L, x = k.layers, k.x(4)
    y = np.sin(np.arange(8, dtype="float32")).reshape(8, 1)
    names = np.arange(8) % 3
    every = {"forms": {"keras", "h5"}}
    yield "adam", lambda x: L.Dense(1)(L.Dense(3, activation="relu")(x)), x, dict(every, compile={"optimizer": "adam", "loss": "mse", "metrics": ["mae"]}, fit=y)
    yield "momentum", L.Dense(3, activation="softmax"), x, dict(every, compile={"optimizer": k.optimizers.SGD(0.1, momentum=0.9, nesterov=True), "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}, fit=names)
    yield "rmsprop", [L.Dense(3), L.BatchNormalization(), L.Dense(1, activation="sigmoid")], x, dict(every, compile={"optimizer": k.optimizers.RMSprop(0.01, centered=True), "loss": "binary_crossentropy"}, fit=(y > 0).astype("float32"))
    yield "adamw", L.Dense(1), x, dict(every, compile={"optimizer": k.optimizers.AdamW(0.01, weight_decay=0.02, clipnorm=1.0), "loss": k.losses.Huber(delta=0.5)}, fit=y)
    schedule = k.optimizers.schedules.ExponentialDecay(0.1, decay_steps=10, decay_rate=0.9)
    yield "schedule", L.Dense(1), x, dict(every, compile={"optimizer": k.optimizers.Adam(schedule, amsgrad=True), "loss": "mae"}, fit=y)
    for name in "Adagrad Adadelta Adamax Nadam Ftrl".split():
        yield name.lower(), L.Dense(1), x, dict(every, compile={"optimizer": getattr(k.optimizers, name)(0.01), "loss": "mse"}, fit=y)
    yield "not-fitted", L.Dense(1), x, dict(every, compile={"optimizer": "sgd", "loss": "mse"})
    if k.version >= (3, 3):
        yield "lion", L.Dense(1), x, dict(every, compile={"optimizer": k.optimizers.Lion(0.01), "loss": "mse"}, fit=y)
