#!/usr/bin/env bash
# Installs everything and checks a sample case. Ends with the exit code of the check: 1, there is something to find.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/setup.sh
mapfile -t files < <(find samples/cases/*_four_defects -type f ! -name '*.yaml' | sort)
exec .venv/bin/intake-assist check "${files[@]}" \
    --matter si_employer_registration --answer also_enrol_staff=true --today 2026-11-22
