"""What the real safetensors writes: test/fixtures/safetensors/. With a path, opens what Brine wrote there and prints what it holds.

    python oracle/safetensors_files.py [FILE]      (any Python with safetensors and NumPy)
"""

import json
import pathlib
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

if len(sys.argv) > 1:
    with safe_open(sys.argv[1], "np") as file:
        print(json.dumps({key: [str(file.get_tensor(key).dtype), file.get_tensor(key).tolist()] for key in sorted(file.keys())}))
    sys.exit()

folder = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "safetensors"
folder.mkdir(parents=True, exist_ok=True)
arrays = {
    name: (np.arange(6) - 2).astype(name).reshape(2, 3) if name != "bool" else np.array([[True, False, True]])
    for name in "float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split()
}
arrays["scalar"] = np.array(0.5, np.float32)
arrays["empty"] = np.zeros((0, 4), np.float32)
arrays["名前/kernel:0"] = np.eye(2, dtype=np.float32)
save_file(arrays, folder / "kinds.safetensors", metadata={"format": "np", "made by": "safetensors"})
np.savez(folder / "kinds.npz", **{key.replace("/", "|"): value for key, value in arrays.items()})
