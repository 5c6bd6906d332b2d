#!/usr/bin/env bash
# Makes fixtures that are missing under test/fixtures/sklearn; never overwrites one.
#   oracle/fixtures.sh [UNIT…] [--versions "1.9.1 1.3.2"]           all units, all versions whose environment is there
#   oracle/fixtures.sh --all-rows --into FOLDER [UNIT…]             elsewhere, and with every method answered for every row
#   oracle/fixtures.sh --sample N --compare [--versions …]          makes N units anew, compares them with those committed
#   oracle/fixtures.sh --compare [UNIT…]                            the same for all, or for these
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cases=$root/oracle/cases/sklearn fixtures=$root/test/fixtures/sklearn
units=() versions="" sample="" compare="" all_rows=""
while [ $# -gt 0 ]; do
  case $1 in
    --versions) versions=${2//,/ }; shift ;;
    --sample) sample=$2; shift ;;
    --compare) compare=yes ;;
    --all-rows) all_rows=--all-rows ;;
    --into) mkdir -p "$2" && fixtures=$(cd "$2" && pwd); shift ;;
    -*) echo "unknown option $1" >&2; exit 2 ;;
    *) units+=("$1") ;;
  esac
  shift
done
if [ -n "$all_rows" ] && [ "$fixtures" = "$root/test/fixtures/sklearn" ]; then
  echo "--all-rows needs --into FOLDER: what is committed stays small" >&2; exit 2
fi
[ ${#units[@]} -gt 0 ] || mapfile -t units < <(cd "$cases" && ls -- *.py | sed 's/\.py$//' | sort)
if [ -n "$sample" ]; then # evenly spread, the same on every run
  mapfile -t units < <(printf '%s\n' "${units[@]}" | awk -v want="$sample" '{ all[NR] = $0 } END { step = NR > want ? NR / want : 1; for (i = 0; i * step < NR && i < want; i++) print all[int(i * step) + 1] }')
fi
if [ -z "$versions" ]; then
  versions=$(ls "$root/oracle" | sed -n 's/^requirements-sklearn-\(.*\)\.txt$/\1/p' | sort -V | xargs)
fi
# one thread and one kernel for linear algebra: sums in the same order on every machine
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 OPENBLAS_CORETYPE=Haswell SKLEARN_SITE_JOBLIB=1 PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore
if [ -n "$all_rows" ]; then # NumPy's vector loops leave equal elements in another order, each processor's in its own
  export NPY_DISABLE_CPU_FEATURES="X86_V3 X86_V4 AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
fi
status=0
for version in $versions; do
  python=$root/.oracle/sklearn-$version/bin/python
  if [ ! -x "$python" ]; then echo "no environment for scikit-learn $version: oracle/environment.sh $version" >&2; status=1; continue; fi
  if [ -n "$compare" ]; then
    PYTHONPATH=$root/oracle "$python" -m brine_oracle compare "${units[@]}" --cases "$cases" --with "$fixtures" </dev/null || status=1
  else
    missing=()
    for unit in "${units[@]}"; do [ -e "$fixtures/$unit/$version" ] || missing+=("$unit"); done
    [ ${#missing[@]} -eq 0 ] || PYTHONPATH=$root/oracle "$python" -m brine_oracle make "${missing[@]}" --cases "$cases" --into "$fixtures" $all_rows </dev/null || status=1
  fi
done
exit $status
