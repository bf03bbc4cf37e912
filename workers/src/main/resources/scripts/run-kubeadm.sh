# ohmykube: run-kubeadm
# Runs kubeadm to its end, also when whoever asked for it goes away: half an init is worth less than a whole one.
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

: > "$out"
STATE=$state CONFIG=$config setsid flock --nonblock --close "$state.lock" sh -c '
  echo "$1 running" > "$STATE"
  if kubeadm "$@"; then result=done; else result=failed; fi
  rm -f "$CONFIG"
  echo "$1 $result" > "$STATE"
' kubeadm "$@" < /dev/null > "$out" 2> "$errors" &
run=$!
tail -n +1 -s 0.2 --pid="$run" -f "$out"
if ! wait "$run"; then
  echo "another kubeadm is running on this machine" >&2
  exit 1
fi
cat "$errors" >&2
[ "$(cat "$state")" = "$phase done" ]
