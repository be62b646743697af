# Installs everything and runs the tests: those of the window in a process of their own, which ends with them, the
# others before in two. Arguments go to pytest.
$ErrorActionPreference = "Stop"
& (Join-Path $PSScriptRoot "setup.ps1") dev
$env:PYTHONWARNDEFAULTENCODING = "1"  # an option of the interpreter would not reach the processes
.venv\Scripts\python.exe -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/desktop @args
$status = $LASTEXITCODE
.venv\Scripts\python.exe -m pytest tests/desktop @args
if ($status -eq 0) { $status = $LASTEXITCODE }
exit $status
