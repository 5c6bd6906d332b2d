"""What a case file works with: everything that `keras` has, the version, and inputs with edge rows."""
import zlib

import numpy as np

from .framework import keras, tf, version

WORDS = "the cat sat on a mat Dogs don't bark at 3 naïve CATS e-mail me x_1 über straße λόγος 東京 and 42 mice".split()
# weights and inputs are multiples of this: their products and sums are exact in float32, whatever the order of summing
GRAIN = 1 / 64


class Lab:
    """`k` of a case file. An attribute that is not below is Keras's own: `k.layers`, `k.Model`, `k.Input`."""

    def __init__(self, unit):
        self.unit, self.version, self.tf = unit, version, tf
        self.seed = zlib.crc32(unit.encode()) % 100000
        # for what the .keras of 2.12, an experiment then, does not keep
        self.sound = {"forms": {"h5"} if version == (2, 12) else {"keras"}}

    def __getattr__(self, name):
        return getattr(keras, name)

    def random(self, seed=0):
        return np.random.RandomState(self.seed + seed)

    def x(self, *shape, rows=8, seed=0, dtype="float32", open=(), holes=False):
        """
        Rows of this shape: one of zeros, one of ones, one below zero, one large, then random ones of about -3 to 3. `open`: axes
        (of the shape) whose length the model leaves open. `holes`: some cells of the last two rows NaN.
        """
        x = grained(self.random(100 + seed).normal(size=(rows,) + shape))
        if rows >= 6:
            x[0], x[1], x[2], x[3] = 0, 1, -np.abs(x[2]), x[3] * 8
        if holes:
            x[-2:] = np.where(self.random(seed).uniform(size=(2,) + shape) < 0.3, np.nan, x[-2:])
        return X(x.astype(dtype), open)

    def edges(self):
        """Rows of what activations may trip over: signed zeros, tiny and huge numbers, infinities, NaN."""
        found = [0.0, -0.0, 1e-30, -1e-30, 0.5, -0.5, 1, -1, 3, -3, 6, -6, 20, -20, 90, -90, 1e4, -1e4, 1e30, -1e30, np.inf, -np.inf, np.nan, 2.5]
        return X(np.array(found, "float32").reshape(12, 2))

    def images(self, *shape, rows=4, seed=0, dtype="float32"):
        """Rows of whole numbers, 0 to 255."""
        return X(self.random(100 + seed).randint(0, 256, size=(rows,) + shape).astype(dtype))

    def ints(self, *shape, high, low=0, rows=8, seed=0, dtype="int32", open=()):
        """Rows of whole numbers from low (the first row) to high, high excluded (the second row has high - 1)."""
        x = self.random(100 + seed).randint(low, high, size=(rows,) + shape)
        x[0], x[1 % rows] = low, high - 1
        return X(x.astype(dtype), open)

    def padded(self, steps, high, rows=8, dtype="int32"):
        """Rows of tokens 1 to high - 1 with zeros behind them, some in the middle, one row of zeros only, one without any."""
        x = self.random(100).randint(1, high, size=(rows, steps))
        for i in range(rows):
            x[i, steps - i % steps :] = 0
        x[-1], x[2, 0] = 0, 0
        return X(x.astype(dtype))

    def gapped(self, steps, columns, rows=8):
        """Sequences for Masking: steps of zeros at the end, in the middle, one row of zeros only."""
        x = self.x(steps, columns, rows=rows).array
        x[1] = 0
        for i in range(2, rows):
            x[i, steps - i % steps :] = 0
        x[5 % rows, 1] = 0
        return X(x)

    def texts(self, *shape, rows=8, words=4):
        """Short texts: mixed case, accents, punctuation, other scripts, an empty one."""
        random = self.random(7)
        made = [" ".join(WORDS[i] for i in random.randint(0, len(WORDS), size=random.randint(1, words + 1))) for _ in range(rows * int(np.prod(shape)))]
        made[0] = ""
        return X(np.array(made).reshape((rows,) + shape))

    def choices(self, values, *shape, rows=8, dtype=None):
        """Rows of these values, all of them in turn."""
        size = rows * int(np.prod(shape, dtype=int))
        return X(np.array([values[i % len(values)] for i in range(size)], dtype=dtype).reshape((rows,) + shape))


class X:
    """An input: its rows, and which of its axes (batch not counted) the model leaves open."""

    def __init__(self, array, open=()):
        self.array, self.open = np.asarray(array), tuple(open)

    @property
    def rows(self):
        return len(self.array)

    @property
    def dtype(self):
        return "string" if self.array.dtype.kind == "U" else self.array.dtype.name

    @property
    def shape(self):
        return tuple(None if axis in self.open else length for axis, length in enumerate(self.array.shape[1:]))

    def tensor(self):
        return tf.constant(self.array)


def grained(values):
    return np.round(values / GRAIN) * GRAIN
