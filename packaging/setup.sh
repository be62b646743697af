#!/usr/bin/env bash
# Makes .venv in the checkout and installs the program into it, with the extras named as first argument.
# On Debian it first installs the system libraries that the Python packages load but do not bring along.
# What is there already is left alone, so that it costs nothing to call it again.
set -euo pipefail
cd "$(dirname "$0")/.."
extras=${1:-}

# OpenCV loads libGL and GLib; Qt loads EGL, xkbcommon, fontconfig, D-Bus and Kerberos; Debian keeps venv apart.
packages=(python3-venv libgl1 libglib2.0-0 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libgssapi-krb5-2)
# What Qt needs to open a window on X11.
packages+=(
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
)
# The tests draw papers in these faces.
[ -z "$extras" ] || packages+=(
    fonts-noto-cjk fonts-arphic-uming fonts-arphic-ukai fonts-arphic-gbsn00lp fonts-arphic-gkai00mp
    fonts-lxgw-wenkai fonts-wqy-zenhei fonts-ocr-b
)
# The tests start a database server of their own.
[ -z "$extras" ] || packages+=(postgresql)
# The tests watch with it that nothing reaches for the network.
[ -z "$extras" ] || packages+=(strace)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing() {
    local name
    for name in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s\n' "$name"
    done
}

if command -v apt-get >/dev/null; then
    mapfile -t wanted < <(missing)
    if [ "${#wanted[@]}" -gt 0 ]; then
        as_root apt-get update -q
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${wanted[@]}"
    fi
fi

python=$(command -v python3.11 || command -v python3)
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上" >&2; exit 1; }
[ -x .venv/bin/python ] || "$python" -m venv .venv

state="$extras $(cat pyproject.toml packaging/build_hook.py intake_assist/ocr/weights.json intake_assist/desktop/translations/*.ts | sha256sum)"
if [ "$(cat .venv/installed 2>/dev/null)" != "$state" ]; then
    .venv/bin/python -m pip install -q --disable-pip-version-check -e ".${extras:+[$extras]}"
    printf '%s\n' "$state" > .venv/installed
fi
