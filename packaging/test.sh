#!/usr/bin/env bash
# Installs everything and runs the tests. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/setup.sh dev
exec .venv/bin/python -X warn_default_encoding -m pytest "$@"
