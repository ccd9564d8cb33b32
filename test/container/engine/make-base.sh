#!/usr/bin/env bash
# Makes an image in place of the public one that the Dockerfile builds on, where no registry can be reached: Debian by
# debootstrap, Node of the pinned npm package, npm of this machine, and this machine's authorities for `npm ci`.
#
#   make-base.sh TAG CACHE-FOLDER
set -euo pipefail
tag=$1
cache=$2
here=$(cd "$(dirname "$0")/../../.." && pwd)
node=$here/node_modules/node/bin/node
npm=$(dirname "$(readlink -f "$(command -v npm)")")/..
version=$("$node" --version)
archive=$cache/base-$version.tar

if [ ! -s "$archive" ]; then
  mkdir -p "$cache"
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  debootstrap --variant=minbase bookworm "$root" >"$cache/debootstrap.log" 2>&1
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/man/*
  install -D -m 755 "$node" "$root/usr/local/bin/node"
  mkdir -p "$root/usr/local/lib/node_modules"
  cp -rL "$npm" "$root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
  authorities=${NODE_EXTRA_CA_CERTS:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}
  install -D -m 644 "$authorities" "$root/etc/ssl/certs/ca-certificates.crt"
  echo 'node:x:1000:1000::/home/node:/bin/bash' >>"$root/etc/passwd"
  echo 'node:x:1000:' >>"$root/etc/group"
  mkdir -p "$root/home/node"
  chown 1000:1000 "$root/home/node"
  tar -C "$root" -cf "$archive.part" .
  mv "$archive.part" "$archive"
fi
docker import \
  --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' \
  --change 'CMD ["node"]' \
  "$archive" "$tag"
