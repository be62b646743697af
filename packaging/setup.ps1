# Makes .venv in the checkout and installs the program into it, with the extras named as first argument.
param([string]$Extras = "")
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")

# The recognition libraries load Microsoft's C++ runtime, which a fresh Windows may lack.
if (-not (Test-Path "$env:SystemRoot\System32\msvcp140.dll")) {
    winget install --id Microsoft.VCRedist.2015+.x64 --silent --accept-package-agreements --accept-source-agreements
    if ($LASTEXITCODE -ne 0) { throw "winget: exit code $LASTEXITCODE" }
}

if (-not (Test-Path ".venv\Scripts\python.exe")) {
    py -3.11 -m venv .venv
    if ($LASTEXITCODE -ne 0) { throw "venv: exit code $LASTEXITCODE" }
}
$target = if ($Extras) { ".[$Extras]" } else { "." }
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check -e $target
if ($LASTEXITCODE -ne 0) { throw "pip: exit code $LASTEXITCODE" }
