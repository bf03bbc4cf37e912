# ohmykube: run-kubeadm
# Runs kubeadm to its end, also when whoever asked for it goes away: half an init is worth less than a whole one.
#   $1 init or join    $2 the configuration file, removed once it was used
#   $3 the preflight errors to ignore
phase=$1 config=$2 ignored=$3
state=/var/lib/ohmykube/kubeadm
out=/var/log/ohmykube-kubeadm.log errors=/var/log/ohmykube-kubeadm-errors.log
mkdir -p "$(dirname "$state")"
set -- "$phase" --config "$config" "--ignore-preflight-errors=$ignored"
[ "$phase" = join ] || set -- "$@" --skip-token-print

: > "$out"
echo "$phase running" > "$state"
STATE=$state CONFIG=$config setsid sh -c '
  trap "" HUP
  if kubeadm "$@"; then result=done; else result=failed; fi
  rm -f "$CONFIG"
  echo "$1 $result" > "$STATE"
' kubeadm "$@" < /dev/null > "$out" 2> "$errors" &
tail -n +1 -s 0.2 --pid="$!" -f "$out"
wait "$!" || true
cat "$errors" >&2
[ "$(cat "$state")" = "$phase done" ]
