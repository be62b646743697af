#!/usr/bin/env bash
# Installs everything and runs the tests in two processes. Arguments go to pytest; -n 0 runs them in one.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/setup.sh dev
export PYTHONWARNDEFAULTENCODING=1  # an option of the interpreter would not reach the processes
exec .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder "$@"
