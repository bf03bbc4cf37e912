# A cluster on machines that people own: plain systemd containers with an SSH server, which ohmykube did not make and has
# no label on. One is reached with a key and sudo, one with a password, one as root; the latter calls itself Ubuntu, which
# it is not (simulated: only Debian can be had here). When the cluster is gone, the machines are as they were.

own_image=$(podman images --format '{{.Repository}}:{{.Tag}}' | grep '^localhost/ohmykube-node:' | head -n 1)
own=$work/own
mkdir -p "$own"
ssh-keygen -q -t ed25519 -N '' -C ada -f "$own/key"
own_limits=()
if ! (((0x$(sed -n 's/^CapEff:\s*//p' /proc/self/status) >> 24) & 1)); then
  own_most=$(cat /proc/sys/kernel/pid_max)
  [ "$(ulimit -Hu)" = unlimited ] || [ "$(ulimit -Hu)" -gt "$own_most" ] || own_most=$(ulimit -Hu)
  own_limits=("--ulimit=nofile=$(ulimit -Hn):$(ulimit -Hn)" "--ulimit=nproc=$own_most:$own_most")
fi
podman network create e2e-own > /dev/null || die "make a network for machines"

own_machine() { # NAME SCRIPT: a machine of somebody; the script is run before its init
  podman run -d --name "e2e-own-$1" --hostname "$1" --network e2e-own --privileged --cgroupns=private \
    --stop-signal=SIGRTMIN+3 --volume=/var/lib/containerd --volume=/var/lib/kubelet --volume=/var/lib/etcd \
    --tmpfs=/run --tmpfs=/run/lock --tmpfs=/tmp:exec --systemd=false --env=container=podman --runtime=runc \
    "${own_limits[@]}" "$own_image" sh -euc '
      useradd -m -s /bin/bash ada
      echo ada:only-once | chpasswd
      printf "PasswordAuthentication yes\nPermitRootLogin prohibit-password\n" > /etc/ssh/sshd_config.d/00-own.conf
      ssh-keygen -q -t ed25519 -N "" -C "" -f /etc/ssh/ssh_host_ed25519_key
      echo "ada ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/ada
      eval "$2"
      mount --make-rshared / 2> /dev/null || true
      exec /sbin/init' sh "$(cat "$own/key.pub")" "$2" > /dev/null
}
# shellcheck disable=SC2016
own_lets_in='install -d -m 700 -o ada -g ada /home/ada/.ssh; printf %s "$1" > /home/ada/.ssh/authorized_keys; chown ada: /home/ada/.ssh/authorized_keys'
own_machine first "$own_lets_in"
own_machine second :
# shellcheck disable=SC2016
own_machine third 'mkdir -p /root/.ssh; echo "$1" > /root/.ssh/authorized_keys; sed -i "s/^ID=.*/ID=ubuntu/;s/^NAME=.*/NAME=Ubuntu/;s/^VERSION_ID=.*/VERSION_ID=24.04/" /etc/os-release; echo "ID_LIKE=debian" >> /etc/os-release'
own_machine fourth "$own_lets_in; rm /etc/sudoers.d/ada"
own_answers() { podman exec "e2e-own-$1" systemctl -q is-active ssh multi-user.target; }
for own_name in first second third fourth; do
  within 60 own_answers $own_name || die "start the machine $own_name"
done
phase "four machines of somebody"

# Not compared: logs, what systemd and apt remember of their own runs, and what is in memory only.
own_state() {
  podman exec "e2e-own-$1" sh -c '
    files() { find / /var/lib/kubelet /var/lib/containerd /var/lib/etcd -xdev \( -path /proc -o -path /sys -o -path /dev \
      -o -path /run -o -path /tmp -o -path /var/log -o -path /var/lib/systemd -o -path /var/cache/apt \) -prune -o "$@"; }
    files -printf "%p %y %m %u:%g %l\n" | sort
    files -type f -print0 | sort -z | xargs -0 sha256sum
    echo "--- units"
    systemctl list-unit-files --no-legend --no-pager
    systemctl list-units --all --plain --no-legend --no-pager | awk "\$3 == \"active\" && \$1 !~ /^(session-|user|run-|dev-|sys-|proc-)/ {print \$1, \$4}"
    systemctl --failed --no-legend --no-pager --plain
    echo "--- network"
    iptables-save | grep "^-A"
    ip -o link | sed "s/@.*//" | cut -d: -f2
    hostname'
}
own_as_before() { # NAME
  own_state "$1" > "$own/$1.after"
  diff "$own/$1.before" "$own/$1.after"
}
for own_name in first second third fourth; do own_state $own_name > "$own/$own_name.before"; done
check "the machines' state can be compared" sh -c "[ \$(wc -l < '$own/first.before') -gt 1000 ] && grep -q '^ssh.service.*enabled' '$own/first.before'"

own_host() { # NAME [USER [KEY]]
  echo "host: {address: $(address_of "e2e-own-$1"), user: ${2:-ada}${3:+, key: $3}}"
}
own_file() {
  cat <<Y
spec:
  launcher: hosts
  packages: {helm: 3.8.2, nerdctl: 1.7.7}
  storage: {csi: none}
  loadBalancer: {type: none}
  nodes:
    master:
    - {$(own_host first ada "$own/key")}
    - {$(own_host second)}
    - {$(own_host third root "$own/key")}
    workers:
    - $(own_host fourth ada "$own/key")
      reserved: {cpu: 100m, memory: 64Mi}
Y
}
own_offline=
curl -sf -o /dev/null "$OHMYKUBE_MIRROR/dl.k8s.io/release/stable.txt" || own_offline=--offline
own_up() { # FILE
  # shellcheck disable=SC2086
  echo only-once | omk own up $own_offline -f "$1" --ask-password
}
own_file > "$own/own.yaml"
own_refused() {
  ! own_up "$own/own.yaml" && grep -q 'ada cannot become root without a password' "$logs/own-up.err" &&
    grep -q 'ada ALL=(ALL) NOPASSWD: ALL' "$logs/own-up.err" && [ ! -e "$OHMYKUBE_HOME/clusters/own" ]
}
check "a machine where sudo wants a password is refused, and why is said" own_refused
check "nothing has changed on it" own_as_before fourth
check "nor on another of the same file" own_as_before first
podman exec e2e-own-fourth sh -c 'echo "ada ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/ada'
own_state fourth > "$own/fourth.before"

check "up makes a cluster of four machines, three of them control planes" own_up "$own/own.yaml"
phase "up, four machines of somebody"
check "their host keys are shown" grep -q "own-control-plane-2 .*ssh-ed25519 .*$(podman exec e2e-own-second ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2)" "$logs/own-up.err"
check "the password is written nowhere" sh -c "! grep -rq only-once '$OHMYKUBE_HOME' '$logs'/own-*"
check "four nodes are Ready" nodes_are_ready own 4
check "every pod is Ready" within 120 pods_are_ready own
check "a machine keeps its host name" same "$(podman exec e2e-own-second hostname)" second
check "what is reserved is kept from pods" same \
  "$(($(k own get node own-worker-1 -o 'jsonpath={.status.capacity.cpu}') * 1000 - 100))m" \
  "$(k own get node own-worker-1 -o 'jsonpath={.status.allocatable.cpu}')"
own_api() { # NAME: the addresses at which that machine dials the API, in order
  podman exec "e2e-own-$1" sed -n 's/^\(\S*\) api.own.ohmykube.internal .*/\1/p' /etc/hosts | xargs
}
own_at() { address_of "e2e-own-$1"; }
check "a control plane dials itself first" same "$(own_api second)" "$(own_at second) $(own_at third) $(own_at first)"
check "a worker knows all three" same "$(own_api fourth | xargs -n 1 | sort | xargs)" \
  "$( (own_at first; own_at second; own_at third) | sort | xargs)"
own_proxies() { # every kube-proxy has the same in its copy of the file
  local name
  for name in first second third fourth; do
    same "$(podman exec "e2e-own-$name" sh -c 'grep -l "^# .*host network" /var/lib/kubelet/pods/*/etc-hosts | while read -r f; do
      case $(ls "${f%/*}/containers") in *kube-proxy*) grep -c " api.own.ohmykube.internal " "$f" ;; esac; done')" 3 || return 1
  done
}
check "so does each kube-proxy" within 30 own_proxies
phase "pods Ready"
check "up a second time changes nothing" own_up "$own/own.yaml"
check "one machine is given back" omk own delete own-worker-1
check "it is as it was" own_as_before fourth
phase "delete of one"
own_again() { echo only-once | omk own add $own_offline --host "ada@$(own_at fourth)" --key "$own/key" --ask-password; }
check "add makes a node of it again" own_again
check "its host key is shown" grep -q "own-worker-1 .*ada@$(own_at fourth) .*ssh-ed25519" "$logs/own-add.err"
check "four nodes are Ready again" nodes_are_ready own 4
check "the new one knows all control planes" same "$(own_api fourth | wc -w)" 3
own_twice() { ! omk own add --host "root@$(own_at second)" && grep -q -- "--host: .*is the address of" "$logs/own-add.err"; }
check "a machine that is a node already is refused" own_twice
phase "add of one"

# The loss of a control plane in its worst form: nothing comes back from it, not even a refusal.
podman exec e2e-own-first sh -c 'iptables -I INPUT -i eth0 -j DROP; iptables -I OUTPUT -o eth0 -j DROP'
own_lost=$SECONDS
own_api_answers() { # NAME KUBECONFIG: whether the API answers on that machine, by its name
  podman exec "e2e-own-$1" kubectl --kubeconfig "/etc/kubernetes/$2.conf" get nodes --request-timeout=20s
} > /dev/null 2>&1
check "the API answers on another control plane" within 60 own_api_answers second admin
check "and on a worker" within 60 own_api_answers fourth kubelet
own_last_asked() { # the same on that worker where the silent one is asked first
  podman exec e2e-own-fourth unshare -m sh -euc 'printf "%s api.own.ohmykube.internal\n" "$@" > /run/hosts
    mount --bind /run/hosts /etc/hosts; kubectl --kubeconfig /etc/kubernetes/kubelet.conf get nodes --request-timeout=60s' \
    sh "$(own_at first)" "$(own_at second)" "$(own_at third)" > /dev/null 2>&1
}
own_mark=$SECONDS
check "even where the silent one is asked first" own_last_asked
echo "     a silent address costs $((SECONDS - own_mark)) s"
check "status says which one is lost" sh -c "'$repo/ohmykube' --name own status | grep -q 'own-control-plane-1 .*Unreachable'"
check "download-kubeconfig brings one that answers" omk own download-kubeconfig
check "it does" k own get nodes --request-timeout=10s
own_pause=$(podman exec e2e-own-fourth ctr -n k8s.io images ls -q | grep /pause: | head -n 1)
check "a pod can still be made" k own run still --image="$own_pause"
check "and runs" k own wait pod/still --for=condition=Ready --timeout=60s
own_seen_lost() { [ "$(ready_nodes own)" = 3 ]; }
check "the lost one is found NotReady" within 90 own_seen_lost
phase "the loss, until it is found ($((SECONDS - own_lost)) s after it)"
own_never_lost() {
  ! k own get events -A --field-selector reason=NodeNotReady,involvedObject.kind=Node \
    -o 'jsonpath={range .items[*]}{.involvedObject.name}{"\n"}{end}' | grep -vx own-control-plane-1
}
check "no other node ever was" own_never_lost

check "down by force gives back what answers" omk own down --force
check "and says what is left on the other" grep -q 'own-control-plane-1 is left as it is.*sh /var/lib/ohmykube/changes/restore.sh' "$logs/own-down.out"
phase "down of three, one of them lost"
check "the machine as root is as it was" own_as_before third
check "the machine with a password is as it was" own_as_before second
check "the machine that was a node twice is as it was" own_as_before fourth
check "the cluster's files are gone" test ! -e "$OHMYKUBE_HOME/clusters/own"
own_by_hand() {
  podman exec e2e-own-first sh -c 'sh /var/lib/ohmykube/changes/restore.sh > /tmp/restore 2>&1 || { cat /tmp/restore; exit 1; }
    cat /var/lib/ohmykube/changes/authorized_keys > /home/ada/.ssh/authorized_keys; rm -r /var/lib/ohmykube
    iptables -D INPUT -i eth0 -j DROP; iptables -D OUTPUT -o eth0 -j DROP' && own_as_before first
}
check "what was left is restored by hand" own_by_hand
phase "by hand"
for own_name in first second third fourth; do podman rm -f -t 0 -v "e2e-own-$own_name" > /dev/null; done
podman network rm e2e-own > /dev/null
