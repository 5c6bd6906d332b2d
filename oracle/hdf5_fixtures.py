"""Writes test/fixtures/hdf5: small HDF5 files by h5py and Keras, and what h5py finds in them (expected.json).

    .oracle/keras-3.15/bin/python oracle/hdf5_fixtures.py
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import h5py
import ml_dtypes
import numpy as np

folder = Path(__file__).resolve().parent.parent / "test" / "fixtures" / "hdf5"
random = np.random.default_rng(7)


def attributes(f):
    f.attrs["text"] = "Grüße, 世界"
    f.attrs["empty_text"] = ""
    f.attrs["bytes"] = b"3.15.1"
    f.attrs["latin1"] = np.bytes_("Straße".encode("latin-1"))
    f.attrs["layer_names"] = [b"dense", b"dense_1", "größe".encode()]
    f.attrs["texts"] = np.array(["a", "bb", ""], dtype=h5py.string_dtype())
    f.attrs["no_names"] = np.array([], dtype="S1")
    f.attrs["no_weights"] = np.array([])
    f.attrs["int"] = 3
    f.attrs["float"] = 0.5
    f.attrs["bool"] = True
    f.attrs["matrix"] = np.arange(6, dtype="f4").reshape(2, 3)
    f.attrs["big_endian"] = np.arange(3, dtype=">i4")
    f.attrs["nothing"] = h5py.Empty("f4")
    f.attrs["compound"] = np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])
    f.attrs["opaque"] = np.void(b"\x01\x02\x03")
    g = f.create_group("group")
    g.attrs["weight_names"] = [b"dense/kernel:0", b"dense/bias:0"]


def dtypes(f):
    for name in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 >f4 >f8 >i2 >u8".split():
        f[f"numbers/{name}"] = np.array([0, 1, 2, 100], dtype=name)
    f["numbers/extreme"] = np.array([-(2**63), 2**63 - 1])
    f["numbers/not_finite"] = np.array([np.nan, np.inf, -np.inf, -0.0])
    f["bool"] = np.array([[True, False], [False, True]])
    f["scalar"] = np.float32(1.5)
    f["empty"] = np.zeros((0, 3), dtype="f4")
    f["null"] = h5py.Empty("f4")
    f["cube"] = np.arange(24, dtype="i4").reshape(2, 3, 4)
    d = f.create_dataset("bfloat16", data=np.array([1.5, -2, 3e38], dtype=ml_dtypes.bfloat16))
    d.attrs["dtype"] = "bfloat16"
    f["text"] = "a configuration"
    f["texts/variable"] = np.array([["a", "ü"], ["", "世界"]], dtype=h5py.string_dtype())
    f["texts/fixed"] = np.array([b"a", b"bcd", b""])
    f["texts/none"] = np.array([], dtype=h5py.string_dtype())
    f["odd/compound"] = np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])
    f["odd/opaque"] = np.array([b"\x01\x02\x03"], dtype="V3")
    f["odd/complex"] = np.array([1 + 2j])
    f["odd/reference"] = np.array([f["scalar"].ref], dtype=h5py.ref_dtype)
    f.create_dataset("odd/lists", data=[np.arange(2), np.arange(3)], dtype=h5py.vlen_dtype(np.int64))
    f["odd/array"] = np.zeros(2, dtype=[("a", "i4", 3)])
    f["odd/enum"] = np.array([0, 2], dtype=h5py.enum_dtype({"RED": 0, "BLUE": 2}, basetype="i2"))
    f["odd/named_type"] = np.dtype("f8")


def storage(f):
    x = np.round(random.standard_normal((128, 130)), 1).astype("f4")
    f["contiguous"] = x  # above 64 kB, which libhdf5 reads in one piece
    f.create_dataset("chunked", data=x[:20, :30], chunks=(7, 11))
    f.create_dataset("gzip", data=np.repeat(x[:4], 40, axis=0), chunks=(16, 130), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("scaleoffset", data=np.arange(400).reshape(20, 20), chunks=(8, 8), scaleoffset=0)
    f.create_dataset("filled", shape=(300, 100), dtype="f4", fillvalue=2.5)
    f.create_dataset("growing", data=np.arange(10.0), maxshape=(None,), chunks=(4,))
    f.create_dataset("zeros", data=np.zeros(200_000, dtype="i2"), compression="gzip", compression_opts=9, chunks=(50_000,))
    f.create_dataset("big_endian", data=x[:20].astype(">f4"), compression="gzip")
    f.create_dataset("texts", data=np.array([f"word {i}" for i in range(100)], dtype=h5py.string_dtype()), chunks=(30,), compression="gzip")
    space = h5py.h5s.create_simple((5,))
    create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    create.set_layout(h5py.h5d.COMPACT)
    h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F64LE, space, create).write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(5.0))


def links(f):
    f["weights/kernel"] = np.arange(4, dtype="f4")
    f["same"] = f["weights/kernel"]
    f["soft"] = h5py.SoftLink("/weights/kernel")


def many(f):
    for i in range(20):
        f.create_dataset(f"weight_{19 - i}", data=np.float32(i))
        f.attrs[f"attribute_{i}"] = i


def odd_names(f):
    for name in ["a\\b", "größe", " space ", "name with spaces", "...", "C:", "constructor", "__proto__", "10", "9"]:
        f.create_dataset(name, data=np.float32(len(name)))


# Files whose reading must end in an error, and in which.
def loop_hard(f):
    inner = f.create_group("a/b")
    inner["again"] = f["a"]


def loop_soft(f):
    f.create_group("a")["again"] = h5py.SoftLink("/a")


def loop_of_links(f):
    f["a"] = h5py.SoftLink("/b")
    f["b"] = h5py.SoftLink("/a")


def dangling(f):
    f["a"] = h5py.SoftLink("/nowhere")


def external_link(f):
    f["a"] = h5py.ExternalLink("/etc/passwd.h5", "/")


def external_storage(f):
    f.create_dataset("a", (4,), "f4", external=[("secret.bin", 0, 16)])


def external_large(f):
    f.create_dataset("a", (40_000,), "f4", external=[("secret.bin", 0, h5py.h5f.UNLIMITED)])


def virtual(f):
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape=(4,))
    f.create_virtual_dataset("a", layout)


def huge(f):
    f.create_dataset("a", (2**40,), "f4", fillvalue=1.0, chunks=(2**20,))


def many_chunks(f):
    f.create_dataset("a", (2**12, 2**12), "u1", chunks=(2, 2))


def filled_bomb(f):
    f.create_dataset("a", (2**28,), "f4", fillvalue=1.0)


def packed_bomb(f):
    """Packed twice, half a gigabyte of zeros takes a few kilobytes."""
    create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    create.set_chunk((2**24,))
    create.set_deflate(9)
    create.set_filter(h5py.h5z.FILTER_DEFLATE, h5py.h5z.FLAG_MANDATORY, (9,))
    h5py.h5d.create(f.id, b"a", h5py.h5t.STD_U8LE, h5py.h5s.create_simple((2**29,)), create)
    for at in range(0, 2**29, 2**24):
        f["a"][at : at + 2**24] = 0


def unknown_filter(f):
    f.create_dataset("a", data=np.zeros(1000), compression="lzf")


def deep(f):
    group = f
    for _ in range(100):
        group = group.create_group("g")


def paths_doubling(f):
    for i in range(12):
        f.create_group(f"g{i}")
    for i in range(11):
        f[f"g{i}/left"] = f[f"g{i + 1}"]
        f[f"g{i}/right"] = f[f"g{i + 1}"]


def write(name, fill, **options):
    with h5py.File(folder / f"{name}.h5", "w", **options) as f:
        fill(f)


def plain(value):
    """A value as JSON: texts as they are, numbers by name where JSON has none."""
    if isinstance(value, h5py.Empty):
        return None
    if isinstance(value, bytes):
        return text(value)
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.ravel().tolist()] if value.dtype.kind != "V" else None
    if isinstance(value, np.generic):
        return plain(value.item()) if value.dtype.kind != "V" else None
    if isinstance(value, float) and not np.isfinite(value):
        return {"number": str(value)}
    if isinstance(value, int) and abs(value) > 2**53:
        return {"integer": str(value)}
    return value


def text(value):
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def described(item):
    attributes = {}
    for name, value in item.attrs.items():
        attributes[name] = {"shape": None if isinstance(value, h5py.Empty) else list(np.shape(value)), "value": plain(value)}
    found = {"path": item.name, "attributes": attributes}
    if isinstance(item, h5py.Group):
        return {**found, "kind": "group", "members": [n for n in item if not isinstance(item.get(n), h5py.Datatype)]}
    value = item[()]
    readable = item.dtype.kind in "biufSO" and item.dtype.metadata is None or h5py.check_string_dtype(item.dtype)
    if h5py.check_enum_dtype(item.dtype):
        readable = True
    found.update(kind="dataset", shape=list(item.shape or (0,)) if item.shape is None or item.shape else [])
    if item.attrs.get("dtype") == "bfloat16":
        value, readable = value.view(ml_dtypes.bfloat16).astype("f8"), True
    if item.shape is None:
        value = np.zeros(0)
    found["values"] = np.atleast_1d(plain(np.asarray(value))).tolist() if readable else None
    if readable:
        values = np.asarray(value).ravel()
        found["values"] = [plain(v) for v in (values.tolist() if values.dtype.kind != "V" else [])]
        if len(found["values"]) > 500:
            numbers = np.asarray(value, dtype="f8").ravel()
            found["values"] = {"count": len(numbers), "sum": float(numbers.sum()), "first": numbers[:5].tolist(), "last": numbers[-5:].tolist()}
    return found


def main():
    folder.mkdir(parents=True, exist_ok=True)
    for fill in (attributes, dtypes, storage, links, many, odd_names):
        write(fill.__name__, fill)
    write("latest", many, libver="latest", track_order=True)
    write("user_block", links, userblock_size=1024)
    for fill in (loop_hard, loop_soft, loop_of_links, dangling, external_link, external_storage, external_large, virtual, huge, many_chunks, filled_bomb, packed_bomb, unknown_filter, paths_doubling):
        write(fill.__name__, fill)
    write("deep", deep, libver="latest")
    import keras

    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="relu"), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    model.fit(random.standard_normal((8, 4)), random.standard_normal((8, 2)), verbose=0)
    model.save(folder / "keras.h5")
    model.save(folder / "keras.keras")
    expected = {}
    for name in "attributes dtypes storage links many odd_names latest user_block keras".split():
        with h5py.File(folder / f"{name}.h5") as f:
            objects = [described(f)]
            walk(f, objects)
            expected[name] = objects
    versions = {"h5py": h5py.__version__, "hdf5": h5py.version.hdf5_version, "keras": keras.__version__, "numpy": np.__version__}
    with open(folder / "expected.json", "w") as file:
        json.dump({"versions": versions, "files": expected}, file, ensure_ascii=False)


def walk(group, objects):
    for name in group:
        item = group[name]
        if isinstance(item, h5py.Datatype):
            continue
        objects.append({**described(item), "path": f"{'' if group.name == '/' else group.name}/{name}"})
        if isinstance(item, h5py.Group):
            walk(item, objects)


if __name__ == "__main__":
    sys.exit(main())
