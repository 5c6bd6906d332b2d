"""
The arrays of a fixture. data.npz holds one flat array for each dtype, all values of that dtype one behind the other, and case.json
says under "arrays" where each is: {key: [dtype, offset in elements, shape]}. Equal arrays are stored once. (One npz member for each
of a hundred small arrays would double the size of a fixture.) Long lists of JSON values are kept once, too: "lists" in case.json.
"""
import io
import json
import zipfile

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

    def save(self, path):
        """Writes the npz, and returns the index that goes into case.json."""
        flat, index, length = {}, {}, {}
        for key, array in self.arrays.items():
            name = array.dtype.name
            index[key] = [name, length.get(name, 0), list(array.shape)]
            length[name] = length.get(name, 0) + array.size
            flat.setdefault(name, []).append(array.ravel())
        # what np.savez_compressed writes, but with a fixed date and at level 9
        with zipfile.ZipFile(str(path), "w") as file:
            for name, parts in flat.items():
                content = io.BytesIO()
                np.lib.format.write_array(content, np.concatenate(parts), allow_pickle=False)
                file.writestr(zipfile.ZipInfo(name + ".npy"), content.getvalue(), zipfile.ZIP_DEFLATED, 9)
        return index

    @classmethod
    def load(cls, path, index, lists):
        arrays = {}
        with np.load(str(path), allow_pickle=False) as file:
            flat = {name: file[name] for name in file.files}
        for key, (name, offset, shape) in index.items():
            size = int(np.prod(shape, dtype=int))
            arrays[key] = flat[name][offset : offset + size].reshape(tuple(shape))
        return cls(arrays, lists)
