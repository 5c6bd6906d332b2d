#!/usr/bin/env bash
# Makes fixtures that are missing under test/fixtures/keras; never overwrites one.
#   oracle/keras.sh [UNIT…] [--versions "3.15 2.12"]             all units, all versions whose environment is there
#   oracle/keras.sh --into FOLDER [UNIT…]                        elsewhere
#   oracle/keras.sh --sample N --compare [--versions …]          makes N units anew, compares them with those committed
#   oracle/keras.sh --compare [UNIT…]                            the same for all, or for these
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cases=$root/oracle/cases/keras fixtures=$root/test/fixtures/keras
units=() versions="" sample="" compare=""
while [ $# -gt 0 ]; do
  case $1 in
    --versions) versions=${2//,/ }; shift ;;
    --sample) sample=$2; shift ;;
    --compare) compare=yes ;;
    --into) mkdir -p "$2" && fixtures=$(cd "$2" && pwd); shift ;;
    -*) echo "unknown option $1" >&2; exit 2 ;;
    *) units+=("$1") ;;
  esac
  shift
done
[ ${#units[@]} -gt 0 ] || mapfile -t units < <(cd "$cases" && ls -- *.py | sed 's/\.py$//' | sort)
if [ -n "$sample" ]; then # evenly spread, the same on every run
  mapfile -t units < <(printf '%s\n' "${units[@]}" | awk -v want="$sample" '{ all[NR] = $0 } END { step = NR > want ? NR / want : 1; for (i = 0; i * step < NR && i < want; i++) print all[int(i * step) + 1] }')
fi
if [ -z "$versions" ]; then # the last first: what others answered to the bit stays with it
  versions=$(ls "$root/oracle" | sed -n 's/^requirements-keras-\(.*\)\.txt$/\1/p' | sort -rV | xargs)
fi
# one thread: sums in the same order on every run; oneDNN, which is what has kernels for channels_first and dilated transposed convolutions
# (case files that say "without oneDNN" crash with it)
export OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=-1
export KERAS_BACKEND=tensorflow PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore PYTHONPATH=$root/oracle

status=0
ask() { # python, command, its last options, units…
  local python=$1 command=$2 unit with=() without=()
  local options=("$3" "$4")
  shift 4
  for unit in "$@"; do
    if grep -q '^# without oneDNN' "$cases/$unit.py"; then without+=("$unit"); else with+=("$unit"); fi
  done
  [ ${#with[@]} -eq 0 ] || TF_ENABLE_ONEDNN_OPTS=1 "$python" -m brine_keras "$command" "${with[@]}" --cases "$cases" "${options[@]}" </dev/null || status=1
  [ ${#without[@]} -eq 0 ] || TF_ENABLE_ONEDNN_OPTS=0 "$python" -m brine_keras "$command" "${without[@]}" --cases "$cases" "${options[@]}" </dev/null || status=1
}
for version in $versions; do
  python=$root/.oracle/keras-$version/bin/python
  if [ ! -x "$python" ]; then echo "no environment for Keras $version: oracle/environment.sh keras-$version" >&2; status=1; continue; fi
  if [ -n "$compare" ]; then
    ask "$python" compare --with "$fixtures" "${units[@]}"
  else
    missing=()
    for unit in "${units[@]}"; do [ -e "$fixtures/$unit/$version" ] || missing+=("$unit"); done
    [ ${#missing[@]} -eq 0 ] || ask "$python" make --into "$fixtures" "${missing[@]}"
  fi
done
exit $status
