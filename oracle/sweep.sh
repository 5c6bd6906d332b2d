#!/usr/bin/env bash
# Everything that Python can say: all nine environments, all fixtures reopened and made anew, all files that Brine saves reopened
# by the scikit-learn that wrote the original. Takes up to an hour the first time (four environments are built from source).
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
source oracle/tally.sh
versions=$(ls oracle | sed -n 's/^requirements-sklearn-\(.*\)\.txt$/\1/p' | sort -V | xargs)
saved=$(mktemp -d) && trap 'rm -rf "$saved"' EXIT
ready=()
for version in $versions; do
  if bash oracle/environment.sh "$version"; then ready+=("$version"); else add "environment of scikit-learn $version cannot be built" 0 1; fi
done
run "damaged fixtures, every cut and bit" 28800 node oracle/attacks.mjs
run "save every fixture" 1800 --count-success node oracle/save_jobs.mjs "$saved"
for version in ${ready[@]+"${ready[@]}"}; do
  run "fixtures of scikit-learn $version" 1800 bash oracle/fixtures.sh --compare --versions "$version"
  run "saved files in scikit-learn $version" 1800 ".oracle/sklearn-$version/bin/python" oracle/check_saved.py "$saved"
done
newest=${ready[${#ready[@]} - 1]:-}
[ -z "$newest" ] || run "onnx files in Python's onnxruntime" 1800 ".oracle/sklearn-$newest/bin/python" oracle/check_saved.py "$saved" --onnx
finish
