# ohmykube: serve-api
# Passes on what comes for the API to the control planes that are ready. Prints "changed: <what>" where it serves anew.
#   $@ name and address of each control plane
wanted=$(
  cat <<'X'
global
  maxconn 8192
defaults
  mode tcp
  timeout connect 3s
  timeout client 1h
  timeout server 1h
  timeout check 3s
  retries 3
  option redispatch
frontend api
  bind :6443
  default_backend control-planes
backend control-planes
  option httpchk GET /readyz
  http-check expect status 200,401,403
  default-server check check-ssl verify none inter 500ms fall 3 rise 1 on-marked-down shutdown-sessions
X
  while [ $# -gt 1 ]; do
    echo "  server $1 $2:6443"
    shift 2
  done
)
config=/etc/haproxy/haproxy.cfg
if [ "$(cat "$config" 2>/dev/null)" != "$wanted" ]; then
  command -v haproxy > /dev/null || { echo "there is no haproxy on this machine" >&2; exit 1; }
  mkdir -p /etc/haproxy
  printf '%s\n' "$wanted" > "$config"
  systemctl -q enable haproxy
  systemctl reload-or-restart haproxy
  echo "changed: the control planes behind the API's address"
fi
systemctl start haproxy
