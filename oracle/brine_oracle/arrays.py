"""
The arrays of a fixture. data.npz holds one flat array for each dtype, all values of that dtype one behind the other, and case.json
says under "arrays" where each is: {key: [dtype, offset in elements, shape]}. Equal arrays are stored once. (One npz member for each
of a hundred small arrays would double the size of a fixture.) Long lists of JSON values are kept once, too: "lists" in case.json.

Most of what a version answers, another answered to the bit. So an array that the folder of another version of the unit already holds
stays there, and its entry ends with that version: [dtype, offset, shape, version]; a list becomes {"in": version, "list": key}.
"""
import io
import json
import zipfile
from hashlib import sha256

import numpy as np


LONG_LIST = 20


class ArrayStore:
    def __init__(self, arrays=None, lists=None):
        self.arrays, self.lists = dict(arrays or {}), dict(lists or {})
        self._keys = {}

    def put_list(self, values):
        """The values themselves, or the key of a long list."""
        if len(values) < LONG_LIST:
            return values
        content = json.dumps(values)
        if content not in self._keys:
            self._keys[content] = "l%d" % len(self.lists)
            self.lists[self._keys[content]] = values
        return self._keys[content]

    def get_list(self, values):
        return self.lists[values] if isinstance(values, str) else values

    def put(self, array):
        array = np.ascontiguousarray(array).reshape(np.shape(array))
        if array.dtype.kind not in "biufc":
            raise TypeError("arrays of %s are not stored in data.npz" % array.dtype)
        content = (array.dtype.str, array.shape, array.tobytes())
        if content not in self._keys:
            key = "a%d" % len(self.arrays)
            self._keys[content] = key
            self.arrays[key] = array
        return self._keys[content]

    def get(self, key):
        return self.arrays[key]

    def save(self, path, beside):
        """Writes an npz of what is not held beside (see `Beside`), and returns "arrays" and "lists" of case.json."""
        flat, index, length = {}, {}, {}
        for key, array in self.arrays.items():
            name = array.dtype.name
            held = beside.array(array)
            if held:
                index[key] = held
                continue
            index[key] = [name, length.get(name, 0), list(array.shape)]
            length[name] = length.get(name, 0) + array.size
            flat.setdefault(name, []).append(array.ravel())
        lists = {key: beside.list(values) or values for key, values in self.lists.items()}
        if not flat:
            return index, lists
        # what np.savez_compressed writes, but with a fixed date and at level 9
        with zipfile.ZipFile(str(path), "w") as file:
            for name, parts in flat.items():
                content = io.BytesIO()
                np.lib.format.write_array(content, np.concatenate(parts), allow_pickle=False)
                file.writestr(zipfile.ZipInfo(name + ".npy"), content.getvalue(), zipfile.ZIP_DEFLATED, 9)
        return index, lists

    @classmethod
    def load(cls, folder, document):
        """The store of a fixture's folder; `document` is its case.json."""
        arrays, flat = {}, {}
        for key, (name, offset, shape, *version) in document["arrays"].items():
            holder = folder.parent / version[0] if version else folder
            if holder not in flat:
                with np.load(str(holder / "data.npz"), allow_pickle=False) as file:
                    flat[holder] = {name: file[name] for name in file.files}
            size = int(np.prod(shape, dtype=int))
            arrays[key] = flat[holder][name][offset : offset + size].reshape(tuple(shape))
        lists, others = {}, {}
        for key, values in document["lists"].items():
            if isinstance(values, dict):
                version = values["in"]
                if version not in others:
                    others[version] = _document(folder.parent / version)["lists"]
                values = others[version][values["list"]]
            lists[key] = values
        return cls(arrays, lists)


class Beside:
    """What the folders of a unit's other versions hold themselves."""

    def __init__(self, unit):
        self._arrays, self._lists = {}, {}
        for folder in sorted(unit.iterdir()) if unit.exists() else []:
            document = _document(folder)
            others = {entry[3] for entry in document["arrays"].values() if len(entry) > 3}
            others |= {values["in"] for values in document["lists"].values() if isinstance(values, dict)}
            for gone in [other for other in others if not (unit / other).exists()]:  # made anew it would hold its arrays elsewhere
                raise ValueError("%s refers to %s, which is gone: remove all of %s, and make it again" % (folder.name, gone, unit.name))
            own = {key: entry for key, entry in document["arrays"].items() if len(entry) == 3}
            for key, array in ArrayStore.load(folder, {"arrays": own, "lists": {}}).arrays.items():
                self._arrays.setdefault(_digest(array), own[key] + [folder.name])
            for key, values in document["lists"].items():
                if isinstance(values, list):
                    self._lists.setdefault(json.dumps(values), {"in": folder.name, "list": key})

    def array(self, array):
        """The entry of an equal array, or None."""
        return self._arrays.get(_digest(array))

    def list(self, values):
        return self._lists.get(json.dumps(values))


def _digest(array):
    native = array.astype(array.dtype.newbyteorder("="))  # as a file holds it
    return array.dtype.name, array.shape, sha256(native.tobytes()).digest()


def _document(folder):
    return json.loads((folder / "case.json").read_text(encoding="utf-8"))
