#!/usr/bin/env bash
# Validates the paths in $PATHS twice over the same choices: SARIF for code scanning, then annotations for the run.
set -uo pipefail
choices=()
[ -n "${PROFILE:-}" ] && choices+=(--profile "$PROFILE")
[ -n "${FAIL_ON:-}" ] && choices+=(--fail-on "$FAIL_ON")
[ -n "${BASELINE:-}" ] && choices+=(--baseline "$BASELINE")
# Globs are left to Engross, which knows ** on every system.
set -f
read -r -d '' -a paths <<<"${PATHS:-.}" || true
engross=(${ENGROSS:-engross})
"${engross[@]}" validate "${paths[@]}" "${choices[@]}" --format sarif --output "${SARIF:-engross.sarif}"
code=$?
[ "$code" -eq 2 ] && exit 2
"${engross[@]}" validate "${paths[@]}" "${choices[@]}" --format github
