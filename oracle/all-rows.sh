#!/usr/bin/env bash
# Agreement on every row: all cases made anew in a scratch folder, with every method answered for every row, and Brine asked the same.
#   oracle/all-rows.sh 1.9.1 [UNIT…]            the last line reads "N passed, N failed", over cases
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1
shift
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
status=0
bash oracle/fixtures.sh "$@" --all-rows --into "$work/fixtures" --versions "$version" || status=$?
BRINE_FIXTURES=$work/fixtures npx vitest run test/sklearn/fixtures.test.ts --reporter=dot --reporter=json --outputFile.json="$work/vitest.json" || status=$?
node scripts/counts.mjs "$work/vitest.json"
exit $status
