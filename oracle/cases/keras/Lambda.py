def cases(k):
    if k.version < (3, 0):
        return  # Keras 2 keeps every function of Python's as bytecode, its own too, which nobody but Python runs
    L = k.layers
    known = {"forms": {"keras", "h5", "json"}}
    yield "relu", [L.Dense(3), L.Lambda(k.activations.relu)], k.x(4), known
    yield "softmax", [L.Dense(3), L.Lambda(k.activations.softmax)], k.x(4)
    yield "arguments", [L.Dense(3), L.Lambda(k.activations.elu, arguments={"alpha": 0.5})], k.x(4)
