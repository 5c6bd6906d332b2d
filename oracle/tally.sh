# Sourced: runs parts, sums what they passed and failed, ends with the total as the last line.
passed=0 failed=0

add() { # title, passed, failed
  passed=$((passed + $2)) failed=$((failed + $3))
  echo "--- $1: $2 passed, $3 failed"
}

# run TITLE SECONDS [--count-success] COMMAND…: the command's last line "N passed, N failed" counts; one that ends badly without
# a failure of its own counts as one; --count-success: a command that prints no such line, and counts as one by its exit code.
run() {
  local title=$1 seconds=$2 log status=0 line good=0 bad=0 single=""
  shift 2
  if [ "$1" = --count-success ]; then single=yes; shift; fi
  echo "=== $title"
  log=$(mktemp)
  timeout --kill-after=10 "$seconds" "$@" </dev/null 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
  if [ -n "$single" ]; then
    [ "$status" -eq 0 ] && good=1 || bad=1
  elif line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1) && [ -n "$line" ]; then
    good=${line%% passed*} bad=${line##*passed, } bad=${bad%% failed*}
    [ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || { echo "$title checked nothing"; bad=1; }
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  else
    echo "$title ended with status $status before it counted anything"; bad=1
  fi
  rm -f "$log"
  add "$title" "$good" "$bad"
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
