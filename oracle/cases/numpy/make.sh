#!/usr/bin/env bash
# Makes test/fixtures/numpy anew: the answers of NumPy and SciPy, and the words of every scikit-learn.
set -euo pipefail
cd "$(dirname "$0")/../../.."
export SKLEARN_SITE_JOBLIB=1 OMP_NUM_THREADS=1
.oracle/sklearn-1.7.2/bin/python oracle/cases/numpy/kernels.py > test/fixtures/numpy/kernels.json
for python in .oracle/sklearn-*/bin/python; do
  version=$(basename "${python%/bin/python}")
  "$python" -W ignore oracle/cases/numpy/check_finite.py > "test/fixtures/numpy/check-finite-${version#sklearn-}.json"
done
