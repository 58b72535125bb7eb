#!/bin/sh
# Installs kpviewer on Debian 12 from this folder alone, with all that it needs. As root:
#   sh install.sh          for a desk
#   sh install.sh kiosk    for a kiosk, with what kiosk.md sets up
set -eu
cd "$(dirname "$0")"
sha256sum --check --quiet SHA256SUMS
names="kpviewer $(cat desk.txt)"
[ "${1:-desk}" = desk ] || names="$names $(cat "$1.txt")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial"
echo "deb [trusted=yes] file:$(pwd | sed 's/ /%20/g') ./" > "$work/sources"
alone() {
    apt-get -o Dir::Etc::SourceList="$work/sources" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$work/lists" \
        -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User= "$@"
}
alone -qq update
alone install -y --no-install-recommends $names
