#!/bin/sh
# The first process of the container. The kernel gives it no signal that it does not listen for, and it inherits processes
# that lost their parent: this one listens from its first moment, hands signals on, and waits for whatever ends.
child=
told=
tell() {
  told=$1
  if [ -n "$child" ]; then kill -s "$1" "$child" 2>/dev/null; fi
}
trap 'tell TERM' TERM
trap 'tell INT' INT
spinebox "$@" <&0 &
child=$!
if [ -n "$told" ]; then tell "$told"; fi
wait "$child"
code=$?
# A signal ends the waiting, not yet the process.
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
exit "$code"
