# Installs everything and runs the tests in two processes. Arguments go to pytest; -n 0 runs them in one.
$ErrorActionPreference = "Stop"
& (Join-Path $PSScriptRoot "setup.ps1") dev
$env:PYTHONWARNDEFAULTENCODING = "1"  # an option of the interpreter would not reach the processes
.venv\Scripts\python.exe -m pytest -n 2 --dist loadfile --no-loadscope-reorder @args
exit $LASTEXITCODE
