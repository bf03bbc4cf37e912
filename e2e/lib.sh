# Shell functions shared by the cases. Sourced by e2e/run.

passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/ohmykube-e2e.XXXXXX")
logs=$work/logs
mkdir -p "$logs" "$work/user"
export OHMYKUBE_HOME=$work/home
export KUBECONFIG=$work/user/kubeconfig # the user's own, which ours is merged into
started=$SECONDS mark=$SECONDS

ok() { passed=$((passed + 1)); echo "ok   $1"; }
nok() { failed=$((failed + 1)); echo "FAIL $1"; }
die() { nok "$1"; exit 1; }
phase() { printf '     %-44s %4d s\n' "$1" $((SECONDS - mark)); mark=$SECONDS; }

# check DESCRIPTION COMMAND...: the command's exit code is the verdict; its output is shown when it fails.
check() {
  local what=$1; shift
  if "$@" > "$logs/check" 2>&1; then ok "$what"; else nok "$what"; sed 's/^/       /' "$logs/check" | tail -n 25; fi
}

# within SECONDS COMMAND...: repeats the command until it succeeds or the time is over.
within() {
  local end=$((SECONDS + $1)); shift
  until "$@"; do [ $SECONDS -lt $end ] || return 1; sleep 0.3; done
}

same() { [ "$1" = "$2" ] || { echo "expected: $2"; echo "actual:   $1"; return 1; }; }

# omk CLUSTER COMMAND...: the command under test; its output is kept, and shown when it fails.
omk() {
  local cluster=$1; shift
  local out="$logs/$cluster-$1"
  "$repo/ohmykube" --name "$cluster" --yes "$@" > "$out.out" 2> "$out.err"
  local rc=$?
  [ $rc = 0 ] || { echo "--- ohmykube --name $cluster $* ended with $rc"; tail -n 30 "$out.out" "$out.err"; }
  return $rc
}

# k CLUSTER ARGUMENTS...: kubectl from the host, with the kubeconfig that ohmykube saved.
k() {
  local cluster=$1; shift
  "$kubectl" --kubeconfig "$OHMYKUBE_HOME/clusters/$cluster/kubeconfig" "$@"
}

ready_nodes() { k "$1" get nodes --no-headers 2>/dev/null | awk '$2 == "Ready"' | wc -l; }
nodes_are_ready() { same "$(ready_nodes "$1")" "$2"; }
pods_are_ready() { # no pod of any namespace that is not Running with all its containers ready
  k "$1" get pods -A --no-headers 2>/dev/null |
    awk '{ split($3, a, "/"); n++; if ($4 != "Running" || a[1] != a[2]) { bad++; print } } END { exit !(n > 0 && !bad) }'
}
address_of() { podman inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$1"; }
containers_of() { podman ps -a --format '{{.Names}}' --filter "label=ohmykube.io/cluster=$1"; }

# started_on, done_on CLUSTER STEP NODE: whether the event log has it, from line $since on: names of nodes come again
since=1
started_on() { event_is STARTED "$@"; }
done_on() { event_is DONE "$@"; }
event_is() {
  tail -n "+$since" "$OHMYKUBE_HOME/clusters/$2/events.jsonl" |
    jq -se --arg kind "$1" --arg step "$3" --arg node "$4" 'any(.kind == $kind and .step == $step and .node == $node)'
} > /dev/null 2>&1
kubeadm_runs_on() { podman exec "$1" pgrep -x kubeadm; } > /dev/null 2>&1

# load CLUSTER PATTERN: puts images of the kit into the containerd of every node of the cluster.
load() {
  local node
  for node in $(containers_of "$1"); do
    "$kit_source/images-tar.sh" "$kit/images" "$2" | podman exec -i "$node" ctr -n k8s.io images import - > /dev/null || return 1
  done
}

# inits_of CLUSTER: how often kubeadm init was run, by what it printed on the control plane.
inits_of() { grep -c -F '[init] Using Kubernetes version' "$OHMYKUBE_HOME/clusters/$1/logs/$1-control-plane-1.log"; }

install_needs() {
  "$here/install" podman runc netavark iptables mmdebstrap zstd openssh-client openssh-server \
    curl jq busybox skopeo docker-registry procps openssl iproute2 > "$logs/needs" 2>&1 || { tail "$logs/needs"; return 1; }
}

finish() {
  local rc=$?
  trap - EXIT
  trap '' INT TERM
  if [ $failed != 0 ] || [ $rc != 0 ]; then
    for cluster in $(ls "$OHMYKUBE_HOME/clusters" 2> /dev/null); do
      echo "--- cluster $cluster at the end"
      tail -n 12 "$OHMYKUBE_HOME/clusters/$cluster/events.jsonl" 2> /dev/null | cut -c1-400
      k "$cluster" get nodes,pods -A -o wide --request-timeout=5s 2>&1 | cut -c1-200
    done
  fi
  if [ -z "$keep" ]; then
    for mine in label=ohmykube.io/cluster 'name=^e2e-own-'; do
      podman ps -aq --filter "$mine" | xargs -r podman rm -f -t 0 -v > /dev/null 2>&1
    done
    podman network ls --format '{{.Name}}' | grep -E '^(ohmykube-|e2e-own$)' | xargs -r podman network rm > /dev/null 2>&1
    stop_servers
    stop_outside
    lower_fence
    lower_guard
    rm -rf "$work"
  else
    echo "kept: $work, the clusters, the servers and the fence"
  fi
  echo "total $((SECONDS - started)) s"
  [ $rc = 0 ] || [ $failed -gt 0 ] || failed=1
  echo "$passed passed, $failed failed"
  [ $failed = 0 ] && [ $passed -gt 0 ] # without an argument, exit would end with what was before the trap
  exit $?
}
