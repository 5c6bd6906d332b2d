"""Makes test/fixtures/tensorflow/<case>/<version>: what TensorFlow saves, and what it answers. Never overwrites one.

    .oracle/keras-3.15/bin/python oracle/tensorflow_fixtures.py [CASE FILE…]

A folder holds case.json ({ versions, asked: [{ method, inputs: { name: key }, outputs: { name: key } }], tensors?: { key: [dtype, shape] } }),
data.npz, and `model`: the saved files, packed by gzip where that makes them smaller.
"""
import gzip
import importlib.util
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", OMP_NUM_THREADS="1", TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="1", TF_ENABLE_ONEDNN_OPTS="0")
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

root = Path(__file__).resolve().parent
target = root.parent / "test" / "fixtures" / "tensorflow"
version = ".".join(tf.__version__.split(".")[:2])
# what saves no folder of its own kind in other versions is made once
ONCE = {"ops": "2.21", "control_flow": "2.21", "former_ops": "2.15", "version1": "2.15"}
# tf.keras writes a hundred functions for a recurrent layer: one version of it will do
SKIPPED = {("sequence", "2.12")}


class Lab:
    seed = 7

    def __init__(self):
        self.random = np.random.default_rng(self.seed)

    def normal(self, *shape):
        return self.random.normal(size=shape).round(2).astype(np.float32)

    def integers(self, low, high, *shape):
        return self.random.integers(low, high, shape).astype(np.int32)

    def number(self, value):
        return np.float32(value)


def frozen_answers(path, inputs):
    graph = tf.compat.v1.GraphDef()
    graph.ParseFromString(path.read_bytes())
    with tf.Graph().as_default() as g, tf.compat.v1.Session() as session:
        tf.import_graph_def(graph, name="")
        return {"y": session.run("y:0", {"x:0": inputs["x"]})}


def record(name, save, asked, folder):
    work = Path(tempfile.mkdtemp())
    model = work / "saved"
    save(str(model))
    case = {"versions": {"tensorflow": tf.__version__, "keras": keras.__version__, "numpy": np.__version__}, "asked": []}
    arrays = {}
    frozen = model / "frozen.pb"
    loaded = tf.saved_model.load(str(model)) if (model / "saved_model.pb").exists() else None
    if isinstance(asked, list):
        asked = {"serving_default": asked}
    for method, questions in (asked or {}).items():
        for given in questions:
            if not isinstance(given, dict):
                given = {"x" if loaded is None else list(loaded.signatures[method].structured_input_signature[1])[0]: given}
            if loaded is None:
                answer = frozen_answers(frozen, given)
            else:
                answer = {key: value.numpy() for key, value in loaded.signatures[method](**{key: tf.constant(value) for key, value in given.items()}).items()}
            entry = {"method": method, "inputs": {}, "outputs": {}}
            for kind, values in (("inputs", given), ("outputs", answer)):
                for key, value in values.items():
                    array = "%s%d" % (kind[0], len(arrays))
                    arrays[array] = value
                    entry[kind][key] = array
            case["asked"].append(entry)
    index = next(model.glob("**/*.index"), None)
    if index is not None:
        reader = tf.train.load_checkpoint(str(index)[: -len(".index")])
        case["tensors"] = {}
        for key, shape in sorted(reader.get_variable_to_shape_map().items()):
            value = reader.get_tensor(key)
            if isinstance(value, bytes) or value.dtype == object:
                texts = [value] if isinstance(value, bytes) else list(value.ravel())
                case["tensors"][key] = {"texts": len(texts), "bytes": sum(map(len, texts))}
            else:
                case["tensors"][key] = {"dtype": str(value.dtype), "shape": list(shape), "array": "t%d" % len(arrays)}
                arrays["t%d" % len(arrays)] = value
    shutil.rmtree(model / "assets", ignore_errors=True)
    (model / "fingerprint.pb").unlink(missing_ok=True)
    folder.mkdir(parents=True)
    np.savez_compressed(folder / "data.npz", **arrays)
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    for file in sorted(path for path in model.glob("**/*") if path.is_file()):
        to = folder / "model" / file.relative_to(model)
        to.parent.mkdir(parents=True, exist_ok=True)
        packed = gzip.compress(file.read_bytes(), 9, mtime=0)
        if len(packed) < file.stat().st_size * 0.8:
            Path(str(to) + ".gz").write_bytes(packed)
        else:
            shutil.copyfile(file, to)
    shutil.rmtree(work)


def main(wanted):
    for path in sorted((root / "cases" / "tensorflow").glob("*.py")):
        if (wanted and path.stem not in wanted) or ONCE.get(path.stem, version) != version:
            continue
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, save, asked in module.cases(Lab()):
            folder = target / name / version
            if not folder.exists() and (name, version) not in SKIPPED:
                record(name, save, asked, folder)
                print(name, version, sum(file.stat().st_size for file in folder.glob("**/*") if file.is_file()))


main(sys.argv[1:])
