"""What a case file works with: the version, training data, inputs with edge rows, and `case`."""
import re
import zlib

import numpy as np
import sklearn
from scipy import sparse

from .inputs import Labels
from .stretch import stretch

INPUT_ROWS = 208
CITIES = ["Oslo", "Lima", "Kyoto", "Zürich", "São Paulo", ""]
WORDS = "the cat sat on a mat; Dogs don't bark at 3 naïve CATS, e-mail me: x_1 über straße λόγος 東京 and 42 mice ran".split()


class Lab:
    def __init__(self, unit, all_rows=False):
        self.unit, self.all_rows = unit, all_rows
        self.version = tuple(int(part) for part in re.findall(r"\d+", sklearn.__version__)[:3])
        self.seed = zlib.crc32(unit.encode()) % 100000

    def case(self, name, fitted, x, **options):
        """One model and its main input. Options: see `Case`."""
        if self.all_rows:
            x, inputs = self._stretched(x), options.pop("inputs", None) or {}
            options["inputs"] = {method: self._stretched(other) for method, other in inputs.items()}
        return Case(name, fitted, x, **options)

    def _stretched(self, x):
        return stretch(x, INPUT_ROWS, self.random(4))

    def random(self, seed=0):
        return np.random.RandomState(self.seed + seed)

    def numbers(self, rows=90, columns=4, seed=0):
        """Training rows of two decimals, columns of different scale and offset, some values repeated."""
        random = self.random(seed)
        scale = 10.0 ** (np.arange(columns) % 3 - 1)
        x = (random.normal(size=(rows, columns)) + random.uniform(-2, 2, size=columns)) * scale
        return np.round(x, 2)

    def classes(self, rows=90, columns=4, labels=(0, 1, 2), seed=0):
        """Training rows and a label for each, overlapping a little."""
        random = self.random(seed)
        labels = np.asarray(labels)
        which = np.arange(rows) % len(labels)
        centers = random.normal(size=(len(labels), columns)) * 1.5
        x = np.round(centers[which] + random.normal(size=(rows, columns)), 2)
        return x, labels[which]

    def target(self, x, outputs=None, seed=0):
        """A continuous target, linear with a bend and noise; of shape (rows, outputs) when outputs is given."""
        random = self.random(100 + seed)
        z = np.nan_to_num(np.asarray(x, dtype=float))
        z = (z - z.mean(axis=0)) / (z.std(axis=0) + 1e-9)
        y = z.dot(random.normal(size=(z.shape[1], outputs or 1))) + np.abs(z[:, :1]) + 0.1 * random.normal(size=(len(z), outputs or 1))
        y = np.round(y, 3)
        return y if outputs else y[:, 0]

    def rows(self, x, n=INPUT_ROWS, seed=1):
        """Inputs for a model trained on x: edge rows first (zeros, minus zero, extremes, training rows and their midpoints,
        which is where trees put thresholds), then random ones inside and around the range."""
        random = self.random(seed)
        low, high = np.nanmin(x, axis=0), np.nanmax(x, axis=0)
        span = np.where(high > low, high - low, 1)
        seen = x[~np.isnan(x).any(axis=1)]
        order = np.sort(seen, axis=0)
        edges = [np.zeros((1, x.shape[1])), np.full((1, x.shape[1]), -0.0), [low, high, low - span, high + span, high + 9 * span]]
        edges += [seen[:20], seen[:1], (order[:-1:4] + order[1::4]) / 2]
        edges = np.vstack(edges)[: n // 2]
        rest = np.round(random.uniform(low - 0.2 * span, high + 0.2 * span, size=(n - len(edges), x.shape[1])), 2)
        return np.vstack([edges, rest])

    def at_thresholds(self, x, tree, limit=40):
        """Rows that hit the thresholds of a fitted tree_ exactly, and a float32 step to either side."""
        at = [(f, t) for f, t in zip(tree.feature, tree.threshold) if f >= 0][: limit // 3]
        found = []
        for i, (feature, threshold) in enumerate(at):
            near = np.float32(threshold)
            for value in (threshold, np.nextafter(near, np.float32(np.inf)), np.nextafter(near, np.float32(-np.inf))):
                row = x[i % len(x)].copy()
                row[feature] = value
                found.append(row)
        return np.array(found).reshape(-1, x.shape[1])

    def holes(self, x, share=0.1, seed=2):
        """x with some cells NaN."""
        x = np.array(x, dtype=float)
        x[self.random(seed).uniform(size=x.shape) < share] = np.nan
        return x

    def sparse(self, x, share=0.6, seed=3):
        """x as csr, with this share of its cells zero."""
        x = np.array(x, dtype=float)
        x[self.random(seed).uniform(size=x.shape) < share] = 0
        return sparse.csr_matrix(x)

    def people(self, n=90, seed=0, missing=True):
        """A DataFrame: age (float, NaN), income (float), visits (int), member (bool), city (str), plan (str)."""
        import pandas as pd

        random = self.random(seed)
        age = np.round(random.uniform(18, 80, size=n))
        if missing:
            age[random.uniform(size=n) < 0.1] = np.nan
        city = np.array(CITIES, dtype=object)[random.randint(0, len(CITIES), size=n)]
        plan = np.array(["basic", "plus", "pro"], dtype=object)[random.randint(0, 3, size=n)]
        columns = {"age": age, "income": np.round(random.lognormal(10, 0.5, size=n), 1), "visits": random.randint(0, 30, size=n)}
        columns.update(member=random.uniform(size=n) < 0.5, city=pd.Series(city, dtype=object), plan=pd.Series(plan, dtype=object))
        return pd.DataFrame(columns)

    def texts(self, n=60, seed=0):
        """Short texts: mixed case, accents, punctuation, digits, other scripts, an empty one, one of stop words only."""
        random = self.random(seed)
        made = [" ".join(WORDS[i] for i in random.randint(0, len(WORDS), size=random.randint(1, 9))) for _ in range(n)]
        made[:6] = ["", "a", "   ", "the THE The", "straße STRASSE Strasse", "naïve nai\u0308ve\tcat\nmat"][: len(made)]
        return made

    def labels(self, y):
        """One-dimensional labels as an input, for LabelEncoder and its like."""
        return Labels(y)


class Case:
    """
    name, fitted, x: the case's name (its file name), the fitted estimator, and its main input of 200 rows or more.
    inputs: {method: input} where a method takes another input than x (inverse_transform gets what transform answered).
    also: further inputs, answered by every method that answers x (rows with NaN, unseen categories, huge values, …).
    calls: {method: [kwargs, …]} further calls with keyword arguments.
    bad: further inputs that the main method should refuse; those that it takes are recorded as answers.
    skip: methods to leave out (say why in a comment).
    probe: whether to add float32, int and csr copies of x and the usual bad inputs; the first case of a unit does.
    container: a name of containers.CONTAINERS, when it matters; else they take turns.
    """

    def __init__(self, name, fitted, x, inputs=None, also=(), calls=None, bad=(), skip=(), probe=None, container=None):
        if not re.match(r"^[a-z0-9][a-z0-9_-]*$", name):
            raise ValueError("case name %r: lower case, digits, - and _" % name)
        self.name, self.fitted, self.x = name, fitted, x
        self.inputs, self.also, self.calls = dict(inputs or {}), list(also), dict(calls or {})
        self.bad, self.skip, self.probe, self.container = list(bad), set(skip), probe, container
