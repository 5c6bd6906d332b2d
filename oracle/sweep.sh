#!/usr/bin/env bash
# Everything that Python can say, in all nine versions of scikit-learn: what Brine answers for every row; the committed fixtures reopened and
# made anew; all files that Brine saves, reopened by the scikit-learn that wrote the original. Half an hour on two
# cores, an hour the first time (four environments are built from source).
#   oracle/sweep.sh [--attacks]       --attacks: every damage of every fixture as well (oracle/attacks.mjs), which takes hours
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
source oracle/tally.sh
case ${1:-} in
  ""|--attacks) attacks=${1:-} ;;
  *) echo "unknown option $1" >&2; exit 2 ;;
esac
versions=$(ls oracle | sed -n 's/^requirements-sklearn-\(.*\)\.txt$/\1/p' | sort -V | xargs)
saved=$(mktemp -d) && trap 'rm -rf "$saved"' EXIT
ready=()
for version in $versions; do
  if bash oracle/environment.sh "$version"; then ready+=("$version"); else add "environment of scikit-learn $version cannot be built" 0 1; fi
done
run "save every fixture" 1800 --count-success node oracle/save_jobs.mjs "$saved"
for version in ${ready[@]+"${ready[@]}"}; do
  run "all rows of scikit-learn $version" 1800 bash oracle/all-rows.sh "$version"
  run "fixtures of scikit-learn $version" 1800 bash oracle/fixtures.sh --compare --versions "$version"
  run "saved files in scikit-learn $version" 1800 ".oracle/sklearn-$version/bin/python" oracle/check_saved.py "$saved"
done
newest=${ready[${#ready[@]} - 1]:-}
[ -z "$newest" ] || run "onnx files in Python's onnxruntime" 1800 ".oracle/sklearn-$newest/bin/python" oracle/check_saved.py "$saved" --onnx
[ -z "$attacks" ] || run "damaged fixtures, every cut and bit" 28800 node oracle/attacks.mjs
finish
