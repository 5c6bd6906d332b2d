def cases(k):
    L = k.layers
    yield "float16", [L.Dense(4, activation="relu", dtype="mixed_float16"), L.Dense(2, dtype="float32")], k.x(5)
    yield "bfloat16", [L.Dense(4, activation="tanh", dtype="mixed_bfloat16"), L.Dense(2, dtype="float32")], k.x(5)
    yield "half-out", L.Dense(3, dtype="mixed_float16"), k.x(4)
    yield "brain-out", L.Dense(3, dtype="mixed_bfloat16"), k.x(4)
    yield "images", [L.Conv2D(3, 3, dtype="mixed_float16"), L.BatchNormalization(dtype="mixed_float16"), L.ReLU(dtype="mixed_float16"), L.GlobalAveragePooling2D(dtype="mixed_float16"), L.Dense(2, dtype="float32")], k.x(5, 5, 2), k.sound
    yield "half", L.Dense(3, dtype="float16"), k.x(4, dtype="float16")
    if k.version >= (3, 0):  # tf.keras hands bfloat16 to an op that does not take it
        yield "lstm", [L.LSTM(3, dtype="mixed_bfloat16"), L.Dense(2, dtype="float32")], k.x(4, 2)
