#!/usr/bin/env bash
# Checks the toolchain and installs the system packages that are needed and not found: those of the
# build, or those that the arguments name.
set -euo pipefail

if ! command -v swift >/dev/null 2>&1; then
  echo "setup: no Swift toolchain on PATH; install Swift 6.2 or newer (swift.org/install) and run make again." >&2
  exit 1
fi

wanted=("$@")
[ "$#" -gt 0 ] || wanted=(libsqlite3-dev libopenblas-dev zlib1g-dev)
missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "setup: this is no Debian or Ubuntu; install ${missing[*]} (or what your system calls them) with your package manager and run make again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "setup: installing ${missing[*]} needs root; run: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq "${missing[@]}" >/dev/null 2>&1 \
  || { apt-get update -qq >/dev/null && apt-get install -y -qq "${missing[@]}" >/dev/null; }
