"""The forms that a model is saved in. What Keras wrote is kept, packed: HDF5 of a few weights is 13 kB of almost only zeros."""
import gzip
import io
import json
import tempfile
import zipfile
from pathlib import Path

from .framework import keras, version


def save(model, form, folder):
    """Writes a form's files, and returns their names."""
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        if form == "keras":
            # 2.12 would write a SavedModel folder of that name
            model.save(str(work / "model.keras"), **({"save_format": "keras_v3"} if version == (2, 12) else {}))
            deflate(work / "model.keras", folder / "model.keras")
            return ["model.keras"]
        if form == "h5":
            model.save(str(work / "model.h5"))
            pack(work / "model.h5", folder / "model.h5.gz")
            return ["model.h5.gz"]
        text = json.dumps(json.loads(model.to_json()), ensure_ascii=False, separators=(",", ":"))
        (folder / "model.json").write_text(text + "\n", encoding="utf-8")
        model.save_weights(str(work / "model.weights.h5"))
        pack(work / "model.weights.h5", folder / "model.weights.h5.gz")
        return ["model.json", "model.weights.h5.gz"]


def load(folder, name):
    """The model of one form, by its first file, as Keras itself opens it."""
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        if name == "model.keras":
            return keras.models.load_model(str(folder / name), **unsafe())
        if name == "model.h5.gz":
            (work / "model.h5").write_bytes(gzip.decompress((folder / name).read_bytes()))
            return _hdf5(str(work / "model.h5"))
        (work / "model.weights.h5").write_bytes(gzip.decompress((folder / "model.weights.h5.gz").read_bytes()))
        model = keras.models.model_from_json((folder / name).read_text(encoding="utf-8"))
        model.load_weights(str(work / "model.weights.h5"))
        return model


def _hdf5(path):
    try:
        return keras.models.load_model(path, **unsafe())
    except ValueError as error:
        if "is not a KerasSaveable subclass" not in str(error):
            raise
        return keras.models.load_model(path, compile=False)  # Keras 3 does not find what it calls "mse" in its own training configuration


def unsafe():
    """Lambdas of our own case files may be opened."""
    return {} if version == (2, 12) else {"safe_mode": False}


def deflate(source, target):
    """The same zip with its entries packed, and a fixed date."""
    with zipfile.ZipFile(str(source)) as old, zipfile.ZipFile(str(target), "w") as new:
        for entry in old.infolist():
            if not entry.is_dir():
                new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED, 9)


def pack(source, target):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(source.read_bytes())
    target.write_bytes(packed.getvalue())
