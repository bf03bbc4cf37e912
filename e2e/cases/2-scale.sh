# Adding and deleting workers of the running cluster.

check "add makes one more worker" omk demo add --count 1
phase "add"
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
