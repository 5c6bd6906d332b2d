def cases(k):
    L = k.layers
    yield "mnist", k.Sequential([L.InputLayer(input_shape=(784,)) if k.version < (3, 0) else L.InputLayer(shape=(784,)), L.Dense(4, activation="relu"), L.Dense(10, activation="softmax")]), k.images(784, rows=6)
    yield "convolutional", k.Sequential([k.Input((8, 8, 1)), L.Rescaling(1 / 255), L.Conv2D(3, 3, activation="relu"), L.MaxPooling2D(2), L.Flatten(), L.Dropout(0.5), L.Dense(4, activation="softmax")]), k.images(8, 8, 1)
    yield "nested", k.Sequential([k.Input((5,)), k.Sequential([L.Dense(4, activation="relu"), L.BatchNormalization()]), L.Dense(2)]), k.x(5)
    yield "text", k.Sequential([k.Input((6,), dtype="int32"), L.Embedding(9, 3, mask_zero=True), L.Bidirectional(L.LSTM(2)), L.Dense(1, activation="sigmoid")]), k.padded(6, 9)
    yield "late", k.Sequential([L.Dense(3, activation="tanh"), L.Dense(2)]), k.x(4)
    yield "two-outputs", [k.Sequential([L.Dense(3), L.LayerNormalization()], name="scaled"), L.Dense(2)], k.x(4)
