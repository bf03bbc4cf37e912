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

own_file() { # NAME of the third machine
  cat <<Y
spec:
  launcher: hosts
  packages: {helm: 3.8.2, nerdctl: 1.7.7}
  nodes:
    master: {host: {address: $(address_of e2e-own-first), user: ada, key: $own/key}}
    workers:
    - host: {address: $(address_of e2e-own-second), user: ada}
      reserved: {cpu: 100m, memory: 64Mi}
    - host: {address: $(address_of "e2e-own-$1"), user: $([ "$1" = third ] && echo root || echo ada), key: $own/key}
Y
}
own_offline=
curl -sf -o /dev/null "$OHMYKUBE_MIRROR/dl.k8s.io/release/stable.txt" || own_offline=--offline
own_up() { # FILE
  # shellcheck disable=SC2086
  echo only-once | omk own up $own_offline -f "$1" --ask-password
}
own_file fourth > "$own/fourth.yaml"
own_refused() {
  ! own_up "$own/fourth.yaml" && grep -q 'ada cannot become root without a password' "$logs/own-up.err" &&
    grep -q 'ada ALL=(ALL) NOPASSWD: ALL' "$logs/own-up.err" && [ ! -e "$OHMYKUBE_HOME/clusters/own" ]
}
check "a machine where sudo wants a password is refused, and why is said" own_refused
check "nothing has changed on it" own_as_before fourth
check "nor on another of the same file" own_as_before first

own_file third > "$own/own.yaml"
check "up makes a cluster of three machines" own_up "$own/own.yaml"
phase "up, three machines of somebody"
check "their host keys are shown" grep -q "own-worker-1 .*ssh-ed25519 .*$(podman exec e2e-own-second ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2)" "$logs/own-up.err"
check "the password is written nowhere" sh -c "! grep -rq only-once '$OHMYKUBE_HOME' '$logs'/own-*"
check "three nodes are Ready" nodes_are_ready own 3
check "every pod is Ready" within 60 pods_are_ready own
check "a machine keeps its host name" same "$(podman exec e2e-own-second hostname)" second
check "what is reserved is kept from pods" same \
  "$(($(k own get node own-worker-1 -o 'jsonpath={.status.capacity.cpu}') * 1000 - 100))m" \
  "$(k own get node own-worker-1 -o 'jsonpath={.status.allocatable.cpu}')"
phase "pods Ready"
check "up a second time changes nothing" own_up "$own/own.yaml"
check "one machine is given back" omk own delete own-worker-2
check "it is as it was" own_as_before third
phase "delete of one"
check "down gives the others back" omk own down
phase "down of two"
check "the machine with a key is as it was" own_as_before first
check "the machine with a password is as it was" own_as_before second
check "the cluster's files are gone" test ! -e "$OHMYKUBE_HOME/clusters/own"
for own_name in first second third fourth; do podman rm -f -t 0 -v "e2e-own-$own_name" > /dev/null; done
podman network rm e2e-own > /dev/null
