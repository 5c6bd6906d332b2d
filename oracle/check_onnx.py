"""Checks every .onnx file below a folder with onnx's own checker, full shape inference included, and opens it in onnxruntime.

Usage: python oracle/check_onnx.py FOLDER      The last line reads "N passed, N failed"; the exit code is 1 if any failed.
"""

import pathlib
import sys

import onnx
import onnxruntime


def problem(path: pathlib.Path) -> str | None:
    """Why a file is not a valid model, or None."""
    try:
        onnx.checker.check_model(onnx.load(path), full_check=True)
        onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    except Exception as error:  # The checker and the runtime raise types of their own.
        return f"{type(error).__name__}: {error}"
    return None


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    files = sorted(folder.rglob("*.onnx"))
    failed = 0
    for path in files:
        why = problem(path)
        if why is not None:
            failed += 1
            print(f"{path.relative_to(folder)}: {why}")
    if not files:
        print(f"no .onnx files below {folder}")
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
