"""Models that hold what `brine scan` looks for, saved by the Keras of this interpreter: test/fixtures/scan-keras/<version>/.

    .oracle/keras-3.15/bin/python oracle/scan_keras.py
    .oracle/keras-2.12/bin/python oracle/scan_keras.py
"""

import gzip
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

version = ".".join(keras.__version__.split(".")[:2])
folder = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "scan-keras" / version
folder.mkdir(parents=True, exist_ok=True)
layers = keras.layers


def save(model, name, formats=("h5", "keras", "json")):
    for format in formats:
        path = folder / f"{name}.{format}"
        if format == "json":
            path.write_text(model.to_json())
            continue
        # Keras 2.12 would write HDF5 under both names.
        model.save(path, **({} if keras.__version__ > "3" else {"save_format": {"h5": "h5", "keras": "keras"}[format]}))


@keras.utils.register_keras_serializable(package="acme")
class Scale(layers.Layer):
    def call(self, x):
        return x * 2


def double(x):
    return x * 2


def sequence(*more):
    return keras.Sequential([layers.Input((3,)), layers.Dense(2, activation="relu"), *more])


keras.utils.set_random_seed(0)
plain = sequence(layers.Dense(1, kernel_regularizer="l2"))
plain.compile("adam", "mse", metrics=["mae"])
save(plain, "plain")
save(sequence(layers.Lambda(lambda x: x * 2)), "lambda")
save(sequence(layers.Lambda(double)), "named-function")
save(sequence(layers.Lambda(keras.activations.tanh)), "activation", ("keras", "json"))
save(sequence(Scale()), "custom", ("h5", "keras"))
text = keras.Sequential([layers.Input((1,), dtype="string"), layers.StringLookup(vocabulary=["a", "b"])])
save(text, "lookup", ("keras", "json"))

inside = layers.Input((3,))
wrapped = keras.Model(inside, layers.Lambda(lambda x: x + 1)(inside))
outside = layers.Input((3,))
save(keras.Model(outside, layers.Dense(1)(wrapped(outside))), "nested-lambda", ("h5", "json"))

# What HDF5 offers for reaching other files.
with h5py.File(folder / "external-link.h5", "w") as file:
    file.attrs["model_config"] = plain.to_json()
    file["model_weights"] = h5py.ExternalLink("/etc/passwd", "/")
with h5py.File(folder / "external-storage.h5", "w") as file:
    file.attrs["model_config"] = plain.to_json()
    file.create_dataset("kernel", (4,), "u1", external=[("/etc/passwd", 0, 4)])
with h5py.File(folder / "virtual.h5", "w") as file:
    file.attrs["model_config"] = plain.to_json()
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
    file.create_virtual_dataset("kernel", layout)
with h5py.File(folder / "user-block.h5", "w", userblock_size=512) as file:
    file.attrs["model_config"] = plain.to_json()
with open(folder / "user-block.h5", "r+b") as file:
    file.write(b"cos\nsystem\n(S'true'\ntR.")
with h5py.File(folder / "pickle.h5", "w") as file:
    file.attrs["model_config"] = plain.to_json()
    file.attrs["extra"] = np.void(b"\x80\x02cos\nsystem\nq\x00.")

for path in [*folder.glob("*.h5"), *folder.glob("*.keras")]:
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    path.unlink()
