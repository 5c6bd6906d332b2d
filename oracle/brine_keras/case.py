"""One case of a case file, and the model it means."""
import re

import numpy as np

from .framework import keras, version
from .lab import X, grained


class Case:
    """
    A case file yields `name, what, inputs` or `name, what, inputs, options`.
    what: a layer, a list of layers one behind the other, a function of the inputs (it gets them as the case lists them), or a model.
    inputs: an `X` (k.x, k.ints, …), a list of them, or a dict by the inputs' names.
    Options (a dict):
      forms      files to write: {"keras", "h5", "json"}; the first case of a unit has all, the others "keras"
      more       further inputs, asked after the first, in this order (another length of sequence; the same again for what is stateful)
      batch      the model's fixed batch size, for what is stateful
      weights    False: the weights stay as they are (adapted, or fitted)
      compile    compile() arguments; `fit`: targets, fitted for two steps after the weights were set
    """

    def __init__(self, number, name, what, inputs, options=None):
        if not re.match(r"^[a-z0-9][a-z0-9_-]*$", name):
            raise ValueError("case name %r: lower case, digits, - and _" % name)
        self.number, self.name, self.what, self.inputs = number, name, what, inputs
        options = dict(options or {})
        self.forms = options.pop("forms", {"keras", "h5", "json"} if number == 0 else {"keras"})
        self.calls = [inputs] + list(options.pop("more", []))
        self.batch, self.weights = options.pop("batch", None), options.pop("weights", True)
        self.compile, self.fit = options.pop("compile", None), options.pop("fit", None)
        if options:
            raise ValueError("unknown options %s" % sorted(options))

    def model(self, seed):
        model = self._built()
        if self.weights:
            randomize(model, np.random.RandomState(seed + self.number))
        if self.compile:
            model.compile(**self.compile)
        if self.fit is not None:
            inputs = tensors(self.inputs)
            for _ in range(2):
                model.train_on_batch(inputs, self.fit)
        return model

    def _built(self):
        if isinstance(self.what, keras.Model):
            if not self.what.built:
                self.what(tensors(self.inputs))
            return self.what
        inputs = _each(self.inputs, self._input)
        if callable(self.what) and not isinstance(self.what, keras.layers.Layer):
            outputs = self.what(inputs)
        else:
            outputs = inputs
            for layer in self.what if isinstance(self.what, list) else [self.what]:
                outputs = layer(outputs)
        return keras.Model(list(inputs.values()) if isinstance(inputs, dict) else inputs, outputs)

    def _input(self, x, name=None):
        batch = {} if self.batch is None else {"batch_size": self.batch}
        return keras.Input(x.shape, dtype=x.dtype, name=name, **batch)


def _each(inputs, make):
    if isinstance(inputs, X):
        return make(inputs)
    return {name: make(x, name) for name, x in inputs.items()} if isinstance(inputs, dict) else [make(x) for x in inputs]


def listed(inputs):
    return [inputs] if isinstance(inputs, X) else list(inputs.values()) if isinstance(inputs, dict) else list(inputs)


def tensors(inputs):
    found = [x.tensor() for x in listed(inputs)]
    return found[0] if len(found) == 1 else found


def randomize(model, random):
    """Every weight random: exact in few bits, variances above zero, counts and tables as they are."""
    for variable in model.weights:
        values = np.array(variable)
        if values.dtype.kind in "fV":
            drawn = random.normal(size=values.shape) * 0.5
            drawn = 0.5 + np.abs(drawn) if "variance" in name_of(variable) else drawn
            variable.assign(grained(drawn).astype(values.dtype))


def name_of(variable):
    return getattr(variable, "path", variable.name)
