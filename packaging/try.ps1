# Installs everything and checks a sample case. Ends with the exit code of the check: 1, there is something to find.
$ErrorActionPreference = "Stop"
& (Join-Path $PSScriptRoot "setup.ps1")
$files = Get-ChildItem samples\cases\*_four_defects\* -Exclude *.yaml | Sort-Object Name | ForEach-Object FullName
.venv\Scripts\intake-assist.exe check $files `
    --matter si_employer_registration --answer also_enrol_staff=true --today 2026-11-22
exit $LASTEXITCODE
