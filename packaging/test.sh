#!/usr/bin/env bash
# Installs everything and runs the tests: those of the window in a process of their own, which ends with them, the
# others before in two. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/setup.sh dev
export PYTHONWARNDEFAULTENCODING=1  # an option of the interpreter would not reach the processes
status=0
.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/desktop "$@" || status=$?
# Qt's events run on in a process that goes on to other tests, and xdist's threads end what Qt watches.
.venv/bin/python -m pytest tests/desktop "$@" || status=$((status > 0 ? status : $?))
exit "$status"
