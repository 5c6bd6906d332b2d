#!/usr/bin/env bash
# Makes .oracle/sklearn-<version>, a virtual environment pinned by requirements-sklearn-<version>.txt, unless it is there and works.
#   oracle/environment.sh 1.9.1
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
version=${1:?which scikit-learn? one of: $(ls "$root/oracle" | sed -n 's/^requirements-sklearn-\(.*\)\.txt$/\1/p' | xargs)}
requirements=$root/oracle/requirements-sklearn-$version.txt target=$root/.oracle/sklearn-$version
[ -e "$requirements" ] || { echo "no $requirements" >&2; exit 2; }
export SKLEARN_SITE_JOBLIB=1 PIP_DISABLE_PIP_VERSION_CHECK=1
works() { [ -x "$target/bin/python" ] && "$target/bin/python" -c "import sklearn, pandas, sys; sys.exit(sklearn.__version__ != '$version')" 2>/dev/null; }
works && exit 0
mkdir -p "$root/.oracle"
case $version in
  0.*|1.0.*)
    bash "$root/oracle/old-sklearn.sh" "$version" "$target" </dev/null
    # what its build does not need; onnx files are checked only where the wheels still support this NumPy
    "$target/bin/pip" install -q $(grep -E '^(lz4|onnx|onnxruntime)==' "$requirements") "numpy==1.23.5" </dev/null ;;
  *)
    python3 -m venv "$target"
    "$target/bin/pip" install -q --only-binary :all: -r "$requirements" </dev/null ;;
esac
works || { echo "scikit-learn $version was installed into $target but does not import" >&2; exit 1; }
