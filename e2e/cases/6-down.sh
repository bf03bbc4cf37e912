# Removal leaves nothing behind and touches nothing else.

check "down removes the first cluster" omk demo down
phase "down, three nodes"
check "no container is left" same "$(podman ps -aq --filter label=ohmykube.io/cluster=demo)" ""
check "no network is left" sh -c "! podman network exists ohmykube-demo"
check "no file is left" test ! -e "$OHMYKUBE_HOME/clusters/demo"
check "the user's kubeconfig has no context 'demo'" sh -c "! '$kubectl' config get-contexts demo"
check "list no longer has it" same "$("$repo/ohmykube" list -o json | jq -r .cluster)" demo-2
check "the cluster of a similar name is untouched" nodes_are_ready demo-2 2
check "its kubeconfig can still be merged" omk demo-2 download-kubeconfig
check "its context works" same "$("$kubectl" --context demo-2 get nodes -o name | wc -l)" 2

check "down is killed at two random moments" killed_often demo-2 2 5 down
check "resume removes the second cluster" omk demo-2 resume
phase "down of two nodes, killed twice"
check "ohmykube was killed a dozen times" same $kills 12
echo "     a step ran at most $slowest s after the command that went on was started"
check "no container of ours is left" same "$(podman ps -aq --filter label=ohmykube.io/cluster)" ""
check "no network of ours is left" same "$(podman network ls --format '{{.Name}}' | grep '^ohmykube-')" ""
check "no volume is left" same "$(podman volume ls -q | sort)" "$volumes_before"
check "no cluster is listed" same "$("$repo/ohmykube" list -o json)" ""
check "the user's kubeconfig has no entry of ours" sh -c "! grep -q demo '$KUBECONFIG'"
# not by `sh -c`, whose own command line would hold the words that are looked for
no_process_left() { ! pgrep -af "$repo/cli/target/[^ ]*/ohmykube.jar"; }
check "no process of ours is left" no_process_left
