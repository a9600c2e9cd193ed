#!/usr/bin/env bash
# Builds the C library and installs it: header, shared and static library, pkg-config file, CMake package.
#
#   bindings-c/install.sh PREFIX            the release build
#   bindings-c/install.sh PREFIX dev        the development build, for tests
#   bindings-c/install.sh PREFIX release x86_64-unknown-linux-gnu.2.17
#                                           a release for an old glibc, through cargo-zigbuild
set -euo pipefail
if (($# < 1)); then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
profile=${2:-release}
target=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
prefix=$(cd "$1" && pwd)
cd "$here/.."

folder=$profile
[[ $profile == dev ]] && folder=debug
output=${CARGO_TARGET_DIR:-target}
if [[ -n $target ]]; then
    cargo zigbuild --quiet --package jinguo-c --profile "$profile" --target "$target"
    # The version of glibc is no part of the folder's name.
    output=$output/${target%%.[0-9]*}/$folder
else
    cargo build --quiet --package jinguo-c --profile "$profile"
    output=$output/$folder
fi

version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
# What rustc says for this system; `cargo rustc -p jinguo-c -- --print native-static-libs` prints it.
libs="-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc"
major=${version%%.*}
minor=${version#*.}
minor=${minor%%.*}
filled() {
    sed -e "s|@PREFIX@|$prefix|g" -e "s|@VERSION@|$version|g" -e "s|@MAJOR@|$major|g" -e "s|@MINOR@|$minor|g" \
        -e "s|@LIBS_PRIVATE@|$libs|g" -e "s|@LIBS_CMAKE@|${libs// /;}|g" "$1"
}

mkdir -p "$prefix/include" "$prefix/lib/pkgconfig" "$prefix/lib/cmake/jinguo"
install -m 644 "$here/include/jinguo.h" "$here/include/jinguo.hpp" "$prefix/include/"
install -m 755 "$output/libjinguo_c.so" "$prefix/lib/libjinguo.so.$version"
ln -sf "libjinguo.so.$version" "$prefix/lib/libjinguo.so.1"
ln -sf libjinguo.so.1 "$prefix/lib/libjinguo.so"
install -m 644 "$output/libjinguo_c.a" "$prefix/lib/libjinguo.a"
filled "$here/jinguo.pc.in" >"$prefix/lib/pkgconfig/jinguo.pc"
filled "$here/cmake/jinguo-config.cmake.in" >"$prefix/lib/cmake/jinguo/jinguo-config.cmake"
filled "$here/cmake/jinguo-config-version.cmake.in" >"$prefix/lib/cmake/jinguo/jinguo-config-version.cmake"
printf 'installed libjinguo %s in %s\n' "$version" "$prefix"
