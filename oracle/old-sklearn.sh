#!/usr/bin/env bash
# A virtual environment with a scikit-learn that has no wheel for Python 3.11, built from its sdist in about 4 minutes.
#   old-sklearn.sh 0.24.2 FOLDER        tried: 0.20.4 0.22.2.post1 0.24.2 1.0.2
# (1.1.3 and newer: pip install scikit-learn==1.1.3 numpy==1.23.5 scipy==1.9.3. 0.20 runs with SKLEARN_SITE_JOBLIB=1 set.)
set -euo pipefail
version=$1 target=$2
python3 -m venv "$target"
pip="$target/bin/pip" python="$(cd "$target" && pwd)/bin/python"
"$pip" install -q "setuptools==59.8.0" wheel "Cython==0.29.36" "numpy==1.23.5" "scipy==1.9.3" "joblib==1.2.0" "threadpoolctl==3.8.0" "pandas==1.5.3"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
"$pip" download -q --no-deps --no-build-isolation --no-binary :all: "scikit-learn==$version"
tar xzf scikit-learn-*.tar.gz && cd scikit-learn-*/
export NPY_NUM_BUILD_JOBS=2 SKLEARN_BUILD_PARALLEL=2 PATH="$(dirname "$python"):$PATH" CFLAGS="-O1 -w" CXXFLAGS="-O1 -w"
# every generated .c and .cpp is of a Cython too old for Python 3.11: make them again
find sklearn -name '*.pyx' | while read -r pyx; do
  base=${pyx%.pyx}
  if [ -e "$base.cpp" ] || grep -q 'language *= *c++' "$pyx"; then kind=cpp; else kind=c; fi
  rm -f "$base.c" "$base.cpp"
  case $version in
    0.20.*|0.21.*|0.23.*) cython -2 $([ $kind = cpp ] && echo --cplus) -E SKLEARN_OPENMP_SUPPORTED=True "$pyx" -o "$base.$kind" ;;
  esac    # the others run Cython themselves
done
"$python" setup.py -q install --single-version-externally-managed --record=/dev/null >"$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
cd / && SKLEARN_SITE_JOBLIB=1 "$python" -c "import sklearn; print(sklearn.__version__)"
