# A cluster from a bundle alone, with a new home, no node image, no mirror and no registry, and whoever would ask
# anything outside is found out.

check "a bundle is made without asking anybody" omk demo bundle create -f "$work/demo.yaml" -o "$work/kube.bundle.tar.zst"
phase "bundle create ($(du -m "$work/kube.bundle.tar.zst" | cut -f1) MB)"
check "it is sound" omk demo bundle verify "$work/kube.bundle.tar.zst"
kill $mirror_pid $registry_pid $outside_pid; wait $mirror_pid $registry_pid $outside_pid 2> /dev/null
podman images -q localhost/ohmykube-node | sort -u | xargs -r podman rmi -f > /dev/null
export OHMYKUBE_HOME=$work/offline
proxied() { grep -c HTTP/1 "$logs/proxy"; }
proxied=$(proxied)
raise_guard || die "raise the guard"
setpriv --groups=0,$guarded curl -s -m 3 --noproxy '*' -o /dev/null http://192.0.2.1/
check "the guard counts what goes outside" sh -c "[ '$(outside_packets)' != '0 0 0 ' ]"
iptables -Z OHMYKUBE-GUARD

check "the bundle is loaded" offline alone bundle load "$work/kube.bundle.tar.zst"
phase "bundle load"
check "up --offline makes a cluster from it" offline alone up --offline -f "$work/demo.yaml" --workers 1
phase "up --offline, two nodes"
check "two nodes are Ready" nodes_are_ready alone 2
check "every pod is Ready" within 120 pods_are_ready alone
check "nothing went outside: not ohmykube, not a node, not a pod" nothing_went_outside
check "the proxy was asked for nothing outside" same "$(proxied)" "$proxied"
podman exec alone-worker-1 timeout 3 bash -c '< /dev/tcp/198.51.100.1/80' 2> /dev/null
check "the fence counts what a node sends outside" sh -c "[ '$(outside_packets)' != '0 0 0 ' ]"
check "down --offline removes it" offline alone down
lower_guard
phase "down"
check "no container of ours is left" same "$(podman ps -aq --filter label=ohmykube.io/cluster)" ""
