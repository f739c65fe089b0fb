#!/usr/bin/env bash
# Runs `leakscan check` as the action's inputs say; exits with its code.
set -euo pipefail

options=(--fail-on "${INPUT_FAIL_ON:-limitee}" --exclude .git --force)
if [ -n "${INPUT_BASELINE:-}" ]; then
  options+=(--baseline "$INPUT_BASELINE")
fi
options+=(--format sarif --output "${INPUT_SARIF:-leakscan.sarif}" --format terminal)
# Several paths and options stand in one input each.
read -r -a more <<<"${INPUT_ARGUMENTS:-}"
read -r -a paths <<<"${INPUT_PATHS:-.}"
exec leakscan check "${options[@]}" "${more[@]}" -- "${paths[@]}"
