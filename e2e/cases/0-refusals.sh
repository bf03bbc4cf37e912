# What cannot work is said before anything is made.

ends_with() { # CODE PATTERN ARGUMENTS...: the exit code, one line on standard error that says why, and nothing made
  local code=$1 pattern=$2
  shift 2
  "$repo/ohmykube" "$@" > "$logs/refused.out" 2> "$logs/refused.err"
  same $? "$code" && grep -Eq -- "$pattern" "$logs/refused.err" || { cat "$logs/refused.err"; return 1; }
  ! grep -q '^\s*at ' "$logs/refused.err" || { echo "a stack trace"; return 1; }
  [ -z "$(ls "$OHMYKUBE_HOME/clusters" 2> /dev/null)" ] || { ls -R "$OHMYKUBE_HOME/clusters"; return 1; }
  [ -z "$(podman ps -aq --filter label=ohmykube.io/cluster)" ] || { podman ps -a; return 1; }
}

nowhere=http://127.0.0.1:1
check "without packages the URL and --mirror are named" ends_with 1 "$nowhere/[a-z0-9.]+/.*--mirror" \
  up --k8s-version v1.20.2 --mirror $nowhere --yes
check "without images the URL and --registry-mirror are named" ends_with 1 "--registry-mirror" \
  up --k8s-version v1.20.2 --registry-mirror $nowhere --yes
check "an unknown CNI is refused" ends_with 2 "calico.*flannel" up --cni calico
check "eleven workers are refused" ends_with 2 "11" up --workers 11
check "swap is refused where the kubelet cannot have it" ends_with 2 "v1.28.0 or newer" up --k8s-version v1.20.2 --enable-swap
check "nftables are refused where kube-proxy has none" ends_with 2 "v1.31.0 or newer" \
  up --k8s-version v1.20.2 --proxy-mode nftables
check "additional disks are refused where machines get none" ends_with 2 "those of lima do" \
  up --launcher container --worker-extra-disk 10
check "a name that is no DNS label is refused" ends_with 2 "Demo_1" --name Demo_1 up
check "a cluster that is not there cannot be removed" ends_with 2 "nosuch" --name nosuch down --yes
phase "refusals"
