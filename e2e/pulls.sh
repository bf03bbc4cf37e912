# What nodes pull by themselves. Sourced by e2e/run.

# runs_there CLUSTER NODE IMAGE: a pod of an image that must be on the node
runs_there() {
  k "$1" run "there-$2" --image="$3" --image-pull-policy=Never --restart=Never \
    --overrides="{\"spec\": {\"nodeName\": \"$2\"}}" || return 1
  k "$1" wait --for=condition=Ready "pod/there-$2" --timeout=60s || { k "$1" describe pod "there-$2" | tail -n 12; return 1; }
  k "$1" delete pod "there-$2" --now
}

# pulls CLUSTER NODE IMAGE: the node's containerd has the image, which it did not have before
pulls() {
  podman exec "$2" ctr -n k8s.io images ls -q | grep -qxF "$3" && { echo "$3 was there before"; return 1; }
  k "$1" run "pull-$2" --image="$3" --image-pull-policy=Always --restart=Never \
    --overrides="{\"spec\": {\"nodeName\": \"$2\"}}" || return 1
  k "$1" wait --for=condition=Ready "pod/pull-$2" --timeout=60s || { k "$1" describe pod "pull-$2" | tail -n 12; return 1; }
  k "$1" delete pod "pull-$2" --now
}
