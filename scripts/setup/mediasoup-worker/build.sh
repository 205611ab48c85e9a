#!/usr/bin/env bash
# Builds mediasoup's worker from the source in its npm package, with Debian 12's libraries in place of the ones its own
# build would download. About four minutes on two cores.
#
# When: by itself, when npm start finds no worker and cannot download the prebuilt one.
# Example: scripts/setup/mediasoup-worker/build.sh node_modules/mediasoup .cache/mediasoup-worker
set -euo pipefail

source=$(realpath "$1")/worker
result=$(realpath -m "$2")
recipe=$(dirname "$(realpath "$0")")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source" "$work/worker"
cd "$work/worker"

# Replaces one piece of a file and fails when it is not there any more: a new mediasoup then needs a new look.
patch_line() { # FILE, BASIC REGEX, REPLACEMENT
  grep -q -- "$2" "$1" || { echo "build.sh: $1 no longer has: $2" >&2; exit 1; }
  sed -i "s|$2|$3|" "$1"
}

# Debian 12 has meson 1.0.1. The build asks for 1.1, and needs nothing of it.
patch_line meson.build "meson_version: '>= 1.1.0'" "meson_version: '>= 1.0.0'"

# OpenSSL tells a BIO's callback of an operation twice, before and after, and takes what the second call returns as the
# result. The worker passes the result on only where the second call carries no other flag, and says 1 otherwise. With
# kernel TLS compiled in, as in Debian, OpenSSL then hears "yes" to "does the kernel encrypt?", prepares no write buffer
# and crashes at the first DTLS handshake.
patch_line src/RTC/DtlsTransport.cpp '(operationType == BIO_CB_RETURN) ?' '((operationType \& BIO_CB_RETURN) != 0) ?'

# A meson subproject that stands where a downloaded one would, and names Debian's library instead.
stand_in() { # WRAP NAME; its meson lines after project() on standard input; prints its folder
  local folder
  folder=subprojects/$(sed -n 's/^directory *= *//p' "subprojects/$1.wrap")
  mkdir -p "$folder"
  { echo "project('$1', 'c', 'cpp')"; cat; } >"$folder/meson.build"
  echo 'typedef int nothing;' >"$folder/nothing.c"
  echo "$folder"
}
declare_options() { # FOLDER, TYPE, NAME…
  local folder=$1 type=$2
  shift 2
  printf "option('%s', type: '$type')\n" "$@" >>"$folder/meson_options.txt"
}

stand_in openssl <<'M' >/dev/null
openssl_dep = dependency('openssl')
libcrypto_lib = static_library('no_crypto', 'nothing.c')
libssl_lib = libcrypto_lib
M

folder=$(stand_in libuv <<'M'
libuv_dep = dependency('libuv')
libuv = static_library('no_uv', 'nothing.c')
M
)
declare_options "$folder" boolean build_tests build_benchmarks

folder=$(stand_in libsrtp3 <<'M'
libsrtp3_dep = declare_dependency(dependencies: dependency('libsrtp2'), include_directories: include_directories('include'))
libsrtp3 = static_library('no_srtp', 'nothing.c')
M
)
declare_options "$folder" string crypto-library crypto-library-kdf tests
install -D "$recipe/libsrtp3-on-2.h" "$folder/include/srtp.h"

stand_in abseil-cpp <<'M' >/dev/null
absl_container_dep = declare_dependency(dependencies: [
  dependency('absl_flat_hash_map'), dependency('absl_flat_hash_set'), dependency('absl_inlined_vector')])
absl_strings_dep = dependency('absl_strings')
absl_types_dep = declare_dependency(dependencies: [dependency('absl_optional'), dependency('absl_variant')])
absl_container_lib = static_library('no_absl', 'nothing.c')
M

stand_in flatbuffers <<'M' >/dev/null
flatbuffers_dep = declare_dependency()
flatbuffers_lib = static_library('no_flatbuffers', 'nothing.c')
M

folder=$(stand_in unordered-dense <<'M'
ankerl_unordered_dense_dep = declare_dependency(include_directories: include_directories('include'))
meson.override_dependency('unordered_dense', ankerl_unordered_dense_dep)
M
)
install -D "$recipe/unordered-dense-on-std.h" "$folder/include/ankerl/unordered_dense.h"

install -D "$recipe/precompiled.hpp" pch/precompiled.hpp
sed -i "/^executable($/{n;s#^  'mediasoup-worker',#&\n  cpp_pch: 'pch/precompiled.hpp',#}" meson.build
grep -q precompiled.hpp meson.build

meson setup --buildtype release --wrap-mode nodownload -Db_ndebug=true out .
# Generated headers first: the precompiled header includes them.
meson compile -C out flatbuffers-generator
ninja -C out mediasoup-worker

# Renamed into place, so that a build that was interrupted is never taken for a worker.
install -D -m 755 out/mediasoup-worker "$result.tmp"
mv "$result.tmp" "$result"
