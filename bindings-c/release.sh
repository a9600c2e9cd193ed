#!/usr/bin/env bash
# Releases for the servers of an office: glibc 2.17, x86-64 and aarch64.
#
#   bindings-c/release.sh OUTPUT [ARCHITECTURE…]
#
# Builds with zig as the linker (cargo-zigbuild and ziglang, from PyPI, in a virtual environment under the target folder), installs
# each into OUTPUT/ARCHITECTURE, packs it, and checks: what the library needs of glibc, that it exports only its own names, and that a
# client runs; for aarch64 under qemu (Debian: gcc-aarch64-linux-gnu qemu-user).
set -euo pipefail
if (($# < 1)); then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
mkdir -p "$1"
output=$(cd "$1" && pwd)
shift
glibc=2.17
venv=${CARGO_TARGET_DIR:-$root/target}/zigbuild
if [[ ! -x $venv/bin/cargo-zigbuild ]]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.1 ziglang==0.17.1
fi
export PATH=$venv/bin:$PATH

(($#)) || set -- x86_64 aarch64
for architecture; do
    target=$architecture-unknown-linux-gnu
    prefix=$output/$architecture
    rustup target add "$target" 2>/dev/null
    "$here/install.sh" "$prefix" release "$target.$glibc"
    library=$prefix/lib/libjinguo.so
    symbols=$(readelf --dyn-syms --wide "$library")
    newest=$(grep -oE 'GLIBC_[0-9.]+' <<<"$symbols" | sort -Vu | tail -1)
    if [[ $(printf '%s\nGLIBC_%s\n' "$newest" "$glibc" | sort -V | tail -1) != "GLIBC_$glibc" ]]; then
        printf '%s needs %s\n' "$library" "$newest" >&2
        exit 1
    fi
    # Number, value, size, type, binding, visibility, section, name.
    foreign=$(awk '$5 == "GLOBAL" && $7 ~ /^[0-9]+$/ && $8 !~ /^jinguo_/ { print $8 }' <<<"$symbols")
    if [[ -n $foreign ]]; then
        printf '%s exports %s\n' "$library" "$foreign" >&2
        exit 1
    fi
    ran="no client was run"
    flags=(-std=c99 -I"$prefix/include" "$here/tests/c/year.c" -L"$prefix/lib" -ljinguo "-Wl,-rpath,$prefix/lib")
    if [[ $architecture == "$(uname -m)" ]]; then
        cc -o "$venv/client-$architecture" "${flags[@]}"
        "$venv/client-$architecture" "$root"
        ran="a client ran"
    elif command -v "$architecture-linux-gnu-gcc" >/dev/null && command -v "qemu-$architecture" >/dev/null; then
        "$architecture-linux-gnu-gcc" -o "$venv/client-$architecture" "${flags[@]}"
        "qemu-$architecture" -L "/usr/$architecture-linux-gnu" "$venv/client-$architecture" "$root"
        ran="a client ran under qemu-$architecture"
    fi
    tar --directory="$output" --create --gzip --file="$output/libjinguo-$architecture.tar.gz" "$architecture"
    printf '%s: needs %s, %s bytes, %s\n' "$architecture" "$newest" "$(stat -c %s "$(readlink -f "$library")")" "$ran"
done
