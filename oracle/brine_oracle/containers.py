"""Ways to save a model; cases take turns, so that every container is covered by many units."""
import pickle
import sys
import types

import joblib
import sklearn


def _pickle(protocol):
    def save(model, path):
        with open(path, "wb") as file:
            pickle.dump(model, file, protocol=protocol)

    return save


def _joblib(compress):
    return lambda model, path: joblib.dump(model, path, compress=compress)


CONTAINERS = {
    "pickle-4": (".pkl", _pickle(4)),
    "joblib": (".joblib", _joblib(0)),
    "pickle-2": (".pkl", _pickle(2)),
    "joblib-zlib": (".joblib", _joblib(("zlib", 3))),
    "pickle-5": (".pkl", _pickle(5)),
    "joblib-gzip": (".joblib", _joblib(("gzip", 3))),
    "pickle-3": (".pkl", _pickle(3)),
    "joblib-bz2": (".joblib", _joblib(("bz2", 3))),
    "joblib-xz": (".joblib", _joblib(("xz", 3))),
    "joblib-lz4": (".joblib", _joblib("lz4")),
    "joblib-lzma": (".joblib", _joblib(("lzma", 3))),
}


def turn(number):
    names = list(CONTAINERS)
    return names[number % len(names)]


def as_sklearn_did():
    """
    scikit-learn 0.20 and 0.21 gave users `sklearn.externals.joblib`, and their files name it. That copy does not import
    under Python 3.11; its wrapper classes are those of the joblib installed, so they go by its name.
    """
    if tuple(int(p) for p in sklearn.__version__.split(".")[:2]) > (0, 21):
        return
    from joblib import numpy_pickle

    for name in ("sklearn.externals.joblib", "sklearn.externals.joblib.numpy_pickle"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["sklearn.externals.joblib.numpy_pickle"].__dict__.update(numpy_pickle.__dict__)
    numpy_pickle.NumpyArrayWrapper.__module__ = "sklearn.externals.joblib.numpy_pickle"


def load(path):
    """Opens a file that this project wrote. Never give it any other."""
    if str(path).endswith(".joblib"):
        return joblib.load(path)
    with open(path, "rb") as file:
        return pickle.load(file)
