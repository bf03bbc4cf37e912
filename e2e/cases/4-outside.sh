# What the nodes of the second cluster reach outside: a mirror with a private authority, a proxy for all else.

check "a worker pulls through the second mirror, which a private authority vouches for" \
  pulls demo-2 demo-2-worker-1 docker.io/kube-kit/echo:1.0
check "that mirror was asked" grep -q 'GET /v2/kube-kit/echo/blobs/.*ns=docker.io.* 200 ' "$logs/outside"
check "the proxy was not asked for it" sh -c "! grep -q HTTP/1 '$logs/proxy'"
podman exec demo-2-worker-1 ctr -n k8s.io images rm docker.io/kube-kit/echo:1.0 > /dev/null
podman exec demo-2-worker-1 crictl pull registry.example/nothing:1 > "$logs/unmirrored" 2>&1
check "what has no mirror is asked for through the proxy" grep -q 'CONNECT registry.example:443' "$logs/proxy"
check "its password is for root alone on the node" same "$(podman exec demo-2-worker-1 stat -c '%a %U' /etc/ohmykube/proxy.env)" "600 root"
check "and in no log" sh -c "! grep -rqF 'pass%40word' '$OHMYKUBE_HOME/clusters/demo-2/logs' '$OHMYKUBE_HOME/clusters/demo-2/events.jsonl'"
podman exec -i demo-2-worker-1 sh -eu -s < "$repo/workers/src/main/resources/scripts/start-runtime.sh" > "$logs/unwanted" 2>&1
check "what is not wanted any more goes" podman exec demo-2-worker-1 sh -c '
  test ! -e /etc/ohmykube/proxy.env -a ! -e /etc/ohmykube/ca.crt -a ! -e /etc/containerd/certs.d/docker.io
  ! find /etc/ssl/certs /usr/local/share/ca-certificates -name "ohmykube-*" | grep . && systemctl -q is-active containerd'
phase "outside"
