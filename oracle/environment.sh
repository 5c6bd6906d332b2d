#!/usr/bin/env bash
# Makes .oracle/sklearn-<version> or .oracle/keras-<version>, a virtual environment pinned by requirements-<name>.txt, unless it is there and works.
#   oracle/environment.sh 1.9.1         scikit-learn
#   oracle/environment.sh keras-3.15    Keras, with a TensorFlow that it runs on
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
version=${1:?which? a scikit-learn or a Keras: $(ls "$root/oracle" | sed -n 's/^requirements-\(sklearn-\)\{0,1\}\(.*\)\.txt$/\2/p' | xargs)}
case $version in
  keras-*) name=$version ;;
  *) name=sklearn-$version ;;
esac
requirements=$root/oracle/requirements-$name.txt target=$root/.oracle/$name
[ -e "$requirements" ] || { echo "no $requirements" >&2; exit 2; }
export SKLEARN_SITE_JOBLIB=1 PIP_DISABLE_PIP_VERSION_CHECK=1
works() {
  [ -x "$target/bin/python" ] || return 1
  case $name in # TensorFlow takes seconds to import: that all of it is installed, in these versions, is asked of the metadata
    keras-*) "$target/bin/python" - "$requirements" <<'PYTHON' 2>/dev/null
import sys
from importlib.metadata import version
pins = [line.strip().split("==") for line in open(sys.argv[1]) if "==" in line]
sys.exit(any(version(name) != pinned for name, pinned in pins))
PYTHON
    ;;
    *) "$target/bin/python" -c "import sklearn, pandas, sys; sys.exit(sklearn.__version__ != '$version')" 2>/dev/null ;;
  esac
}
works && exit 0
mkdir -p "$root/.oracle"
case $name in
  sklearn-0.*|sklearn-1.0.*)
    bash "$root/oracle/old-sklearn.sh" "$version" "$target" </dev/null
    # what its build does not need; onnx files are checked only where the wheels still support this NumPy
    "$target/bin/pip" install -q $(grep -E '^(lz4|onnx|onnxruntime)==' "$requirements") "numpy==1.23.5" </dev/null ;;
  *)
    python3 -m venv "$target"
    "$target/bin/pip" install -q --only-binary :all: -r "$requirements" </dev/null ;;
esac
works || { echo "$name was installed into $target but does not work" >&2; exit 1; }
