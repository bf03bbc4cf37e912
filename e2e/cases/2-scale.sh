# Adding and deleting workers of the running cluster.

skopeo copy --quiet --src-tls-verify=false "docker://${OHMYKUBE_REGISTRY_MIRROR#http://}/kube-kit/echo:1.0" \
  containers-storage:docker.io/kube-kit/echo:1.0 || die "give Podman an image"
check "an image of Podman's is loaded on every node" omk demo load docker.io/kube-kit/echo:1.0 --runtime podman
podman rmi docker.io/kube-kit/echo:1.0 > /dev/null

package=$(find "$OHMYKUBE_HOME/cache/packages" -path '*crictl*' -name '*.tar.zst')
sound=$(sha256sum < "$package")
printf '\377' | dd of="$package" bs=1 seek=2000 conv=notrunc status=none
before=$(asked)
check "add makes one more worker, though a package in the cache is damaged" omk demo add --count 1
phase "add"
check "the log warns of the damage" grep -rqs "crictl.* is no longer what was put there" \
  "$OHMYKUBE_HOME/clusters/demo/logs"
only_crictl() { # asked for its checksum and its archive, and for nothing else, since so many requests
  local since
  since=$(grep url: "$logs/mirror" | tail -n "+$1")
  same "$(grep -c crictl <<< "$since") $(grep -vc crictl <<< "$since")" "2 0"
}
check "that package was fetched again, and nothing else" only_crictl $(($(echo "$before" | cut -d' ' -f2) + 1))
check "it is sound again in the cache" same "$(sha256sum < "$package")" "$sound"
crictl_on() { podman exec "$1" sh -c 'sha256sum < "$(command -v crictl)"'; }
check "and right on the new node" test "$(crictl_on demo-worker-3 | grep -E '^[0-9a-f]{64}')" = "$(crictl_on demo-worker-1)"
check "no registry was asked for the new node" same "$(asked | cut -d' ' -f3-)" "$(echo "$before" | cut -d' ' -f3-)"
check "a pod on it runs the loaded image, which may not be pulled" runs_there demo demo-worker-3 docker.io/kube-kit/echo:1.0
check "four nodes are Ready" nodes_are_ready demo 4
check "the new worker is listed" same "$("$repo/ohmykube" list --name demo -o json | jq -r '.nodes[3].name')" demo-worker-3
check "the new worker pulled no image" same \
  "$(k demo get events -A -o json | jq -r '[.items[] | select(.reason == "Pulling" and .source.host == "demo-worker-3")] | length')" 0

load demo 'busybox' || die "load the test images"
k demo create deployment idle --image=docker.io/library/busybox:1.36 --replicas=4 -- sleep 3600 > "$logs/idle" 2>&1
check "a deployment runs on every worker" k demo rollout status deployment/idle --timeout=60s
evicted=$(k demo get pods -l app=idle -o 'jsonpath={range .items[?(@.spec.nodeName=="demo-worker-3")]}{.metadata.name}{" "}{end}')
check "the worker to delete has pods" test -n "$evicted"
check "delete removes the worker" omk demo delete demo-worker-3
phase "delete"
check "three nodes are left" same "$(k demo get nodes --no-headers | wc -l)" 3
check "its machine is gone" sh -c "! podman container exists demo-worker-3"
check "its pods were drained first" grep -q -- 'kubectl .*drain demo-worker-3' "$OHMYKUBE_HOME/clusters/demo/logs/demo-control-plane-1.log"
check "its pods run elsewhere" k demo rollout status deployment/idle --timeout=90s
k demo delete deployment idle > /dev/null 2>&1

refused() { "$repo/ohmykube" --name demo "$@" > "$logs/refused" 2>&1; same $? 2; }
check "the only control plane cannot be deleted" refused delete demo-control-plane-1
check "a node that is not there cannot be deleted" refused delete demo-worker-9
check "the refusals touched nothing" nodes_are_ready demo 3
