#!/usr/bin/env bash
# Starts a container engine for the tests where none is up: a daemon with a socket and data of its own, published ports on
# 127.0.0.1 alone. Prints what to export; the daemon's pid is in FOLDER/engine.pid.
#
#   start-engine.sh FOLDER
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
# The path of a socket may hold 107 characters: those of the engine lie in a short place.
socket=$(mktemp -d)/docker.sock
dockerd --data-root "$folder/data" --exec-root "$(dirname "$socket")/exec" --pidfile "$folder/engine.pid" \
  --host "unix://$socket" --ip 127.0.0.1 >"$folder/engine.log" 2>&1 &
for _ in $(seq 100); do
  if DOCKER_HOST=unix://$socket docker version >/dev/null 2>&1; then
    echo "unix://$socket"
    exit 0
  fi
  if ! kill -0 $! 2>/dev/null; then break; fi
  sleep 0.3
done
echo "no container engine came up:" >&2
tail -5 "$folder/engine.log" >&2
exit 1
