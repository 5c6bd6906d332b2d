"""Whether Python can tell two objects apart: types, values, bytes, memory order, dict order and sharing."""
import struct
import types

import numpy as np

ATOMS = (type(None), bool, int, str, bytes, complex, type, types.FunctionType, types.BuiltinFunctionType, np.ufunc, np.dtype, range, slice)


def difference(a, b):
    """The first place where the two differ, as a sentence, or None."""
    return _Walk().differ(a, b, "model")


class _Walk:
    def __init__(self):
        self.pairs = {}
        self.alive = []  # ids stay unique only as long as their objects live

    def differ(self, a, b, where):
        if type(a) is not type(b):
            return "%s: a %s became a %s" % (where, type(a).__name__, type(b).__name__)
        if isinstance(a, ATOMS):
            return None if a == b else "%s: %.60r became %.60r" % (where, a, b)
        if isinstance(a, (float, np.generic)) and not isinstance(a, np.void):
            same = struct.pack("d", a) == struct.pack("d", b) if type(a) is float else (a.dtype, a.tobytes()) == (b.dtype, b.tobytes())
            return None if same else "%s: %r became %r" % (where, a, b)
        if isinstance(a, np.ndarray):
            return self._arrays(a, b, where)
        if id(a) in self.pairs:
            return None if self.pairs[id(a)] == id(b) else "%s: a shared object became two" % where
        self.pairs[id(a)] = id(b)
        self.alive += [a, b]
        if type(a) is dict:
            return self._items(list(a.items()), list(b.items()), where)
        if type(a) in (list, tuple):
            return self._all(a, b, where)
        if type(a) in (set, frozenset):
            return self._all(sorted(a, key=repr), sorted(b, key=repr), where)
        return self._reduced(a, b, where)

    def _reduced(self, a, b, where):
        ways = [x.__reduce_ex__(4) for x in (a, b)]
        self.alive += ways
        if isinstance(ways[0], str) or isinstance(ways[1], str):
            return None if ways[0] == ways[1] else "%s: %r became %r" % (where, ways[0], ways[1])
        (a, b), name = ways, "%s<%s>" % (where, type(a).__name__)
        for i in range(max(len(a), len(b))):
            p, q = (way[i] if i < len(way) else None for way in (a, b))
            if i >= 3:
                p, q = (list(p or ()), list(q or ()))
                self.alive += [p, q]
            elif i == 0 and not isinstance(p, type):
                if p is not q and getattr(p, "__func__", p) is not getattr(q, "__func__", q):
                    return "%s: made by %r, not %r" % (name, q, p)
                continue
            elif i == 2 and type(p) is dict and type(q) is dict:
                found = self._items(list(p.items()), list(q.items()), name)
                if found:
                    return found
                continue
            found = self.differ(p, q, name)
            if found:
                return found
        return None

    def _arrays(self, a, b, where):
        if a.dtype != b.dtype or a.shape != b.shape:
            return "%s: %s%s became %s%s" % (where, a.dtype, a.shape, b.dtype, b.shape)
        for flag in ("C_CONTIGUOUS", "F_CONTIGUOUS", "WRITEABLE"):
            if a.flags[flag] != b.flags[flag]:
                return "%s: %s was %s, is %s" % (where, flag, a.flags[flag], b.flags[flag])
        if a.dtype.hasobject and a.dtype.names is None:
            return self._all(a.ravel().tolist(), b.ravel().tolist(), where)
        if a.dtype.names:  # by field: the padding between fields is whatever memory held
            return next(filter(None, (self._arrays(a[name], b[name], "%s[%r]" % (where, name)) for name in a.dtype.names)), None)
        return None if a.tobytes() == b.tobytes() else "%s: other bytes" % where

    def _items(self, a, b, where):
        if [repr(key) for key, _ in a] != [repr(key) for key, _ in b]:
            return "%s: keys %.200s became %.200s" % (where, [k for k, _ in a], [k for k, _ in b])
        for (key, p), (_, q) in zip(a, b):
            found = self.differ(p, q, "%s.%s" % (where, key))
            if found:
                return found
        return None

    def _all(self, a, b, where):
        if len(a) != len(b):
            return "%s: %d items became %d" % (where, len(a), len(b))
        for i, (p, q) in enumerate(zip(a, b)):
            found = self.differ(p, q, "%s[%d]" % (where, i))
            if found:
                return found
        return None
