# A cluster like the first one, made while its mirror and registry are watched: everything is in the cache.

put_smoke_test_in() {
  omk demo workflow export cluster-up --to "$work/workflow" &&
    (cd "$work/workflow" && git apply "$repo/docs/workflows/smoke-test.patch") &&
    omk demo workflow apply "$work/workflow/cluster-up.bpmn"
}
smoke_test_ran() {
  grep -q '"DONE".*"Task_SmokeTest".*"a pod started on each of 3 nodes"' "$OHMYKUBE_HOME/clusters/demo/events.jsonl"
}
no_smoke_test_is_left() { same "$(k demo get namespaces --no-headers | grep -c smoke-test)" 0; }

check "a user puts a smoke test into the workflow of up" put_smoke_test_in
before=$(asked)
begun=$SECONDS
check "up makes the cluster of three nodes again" omk demo up -f "$work/demo.yaml" --workers 2
echo "     create.first $create_first s, create.cached $((SECONDS - begun)) s"
phase "up, three nodes, from the cache"
check "neither the mirror nor the registry was asked for anything" same "$(asked)" "$before"
check "the user's smoke test ran" smoke_test_ran
check "its pods are gone" no_smoke_test_is_left
check "up is ours again" omk demo workflow reset cluster-up
check "three nodes are Ready" nodes_are_ready demo 3
check "every pod is Ready" within 120 pods_are_ready demo
check "down removes it" omk demo down
