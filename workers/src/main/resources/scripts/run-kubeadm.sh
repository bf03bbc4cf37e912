# ohmykube: run-kubeadm
# Runs kubeadm to its end, also when whoever asked for it goes away: half an init is worth less than a whole one. Only
# when it is told to stop (TERM) it stops kubeadm too; a lost connection (HUP, or nothing at all) does not.
#   $1 init or join    $2 the configuration file, removed once it was used
#   $3 the preflight errors to ignore, separated by commas
phase=$1 config=$2 ignored=$3
state=/var/lib/ohmykube/kubeadm
out=/var/log/ohmykube-kubeadm.log errors=/var/log/ohmykube-kubeadm-errors.log
mkdir -p "$(dirname "$state")"
if grep -qs ' done$' "$state"; then
  rm -f "$config"
  echo "this machine is already part of a cluster: $(cat "$state")" >&2
  exit 1
fi
set -- "$phase" --config "$config" "--ignore-preflight-errors=$ignored"
[ "$phase" = join ] || set -- "$@" --skip-token-print

run=
stop() {
  [ -z "$run" ] || { kill "$run" 2>/dev/null || true; wait "$run" || true; }
  echo "cancelled" >&2
  exit 143
}
trap stop TERM
trap '' PIPE # What is printed when nobody listens any more must not end this shell before it has stopped kubeadm.
: > "$out"
# Without the mark of this command, by which all that belongs to it is ended when its connection is lost. The lock is
# the inner shell's alone, which ends after kubeadm.
env -u OHMYKUBE_COMMAND STATE="$state" CONFIG="$config" setsid sh -uc '
  exec 9> "$STATE.lock"
  flock --nonblock 9 || exit 75
  cancelled= child=
  cancel() {
    cancelled=yes
    [ -z "$child" ] || kill "$child" 2>/dev/null
  }
  trap cancel TERM
  echo "$1 running" > "$STATE"
  kubeadm "$@" 9>&- &
  child=$!
  [ -z "$cancelled" ] || kill "$child" 2>/dev/null
  code=0
  wait "$child" || code=$?
  # A signal ends the wait, too.
  while [ "$code" -gt 128 ] && kill -0 "$child" 2>/dev/null; do
    code=0
    wait "$child" || code=$?
  done
  result=failed
  [ -z "$cancelled" ] || result=cancelled
  [ "$code" -ne 0 ] || result=done
  rm -f "$CONFIG"
  echo "$1 $result" > "$STATE"
' kubeadm "$@" < /dev/null > "$out" 2> "$errors" &
run=$!
tail -n +1 -s 0.2 --pid="$run" -f "$out" || true
code=0
wait "$run" || code=$?
if [ "$code" -eq 75 ]; then
  echo "another kubeadm is running on this machine" >&2
  exit 1
fi
cat "$errors" >&2
[ "$(cat "$state")" = "$phase done" ]
