# Installs everything and runs the tests. Arguments go to pytest.
$ErrorActionPreference = "Stop"
& (Join-Path $PSScriptRoot "setup.ps1") dev
.venv\Scripts\python.exe -X warn_default_encoding -m pytest @args
exit $LASTEXITCODE
