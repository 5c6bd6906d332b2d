"""Matrices as scipy.sparse.save_npz and numpy.save(z) write them, and their dense values.

Writes test/fixtures/data/numpy/. Run with a Python that has numpy and scipy.
"""

import json
import pathlib
import sys

import numpy
import scipy
from scipy import sparse


def main() -> None:
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "test/fixtures/data/numpy")
    folder.mkdir(parents=True, exist_ok=True)
    random = numpy.random.RandomState(3)
    dense = random.rand(5, 4).round(3) * (random.rand(5, 4) < 0.4)
    dense[2] = 0
    for kind in ["csr", "csc", "coo"]:
        sparse.save_npz(folder / f"{kind}.npz", sparse.csr_matrix(dense).asformat(kind), compressed=kind != "coo")
    sparse.save_npz(folder / "counts.npz", sparse.csr_matrix((dense > 0).astype(numpy.int64)))
    sparse.save_npz(folder / "bsr.npz", sparse.bsr_matrix(dense[:4], blocksize=(2, 2)))
    numpy.save(folder / "dense.npy", dense)
    numpy.save(folder / "fortran.npy", numpy.asfortranarray(dense.astype(">f4")))
    numpy.save(folder / "text.npy", numpy.array(["a", "längeres", ""]))
    numpy.savez_compressed(folder / "one.npz", X=dense)
    numpy.savez(folder / "columns.npz", a=numpy.arange(3), b=numpy.array(["x", "y", "z"]))
    numpy.savez(folder / "several.npz", X=dense, y=numpy.arange(5))
    (folder / "expected.json").write_text(
        json.dumps({"numpy": numpy.__version__, "scipy": scipy.__version__, "dense": dense.tolist()}) + "\n"
    )


if __name__ == "__main__":
    main()
