# ohmykube: host-facts
# Prints what a machine is, and changes nothing.
#   "os <ID> <ID_LIKE>…"   "arch …"   "cpus …"   "memory <kB>"   "address <ipv4>…"   "default <ipv4>"
#   "container <kind, or none>"   "capabilities …"   "users …"   "cgroup …"
#   "has <what would be harmed>"   "owner <whose node it is already>"
#   "unsure <program that is missing>"
( . /etc/os-release && echo "os $ID ${ID_LIKE:-}" )
echo "arch $(uname -m)"
echo "cpus $(nproc)"
echo "memory $(awk '$1 == "MemTotal:" {print $2}' /proc/meminfo)"
for needed in ip systemctl flock setsid awk sed find getent; do
  command -v "$needed" > /dev/null || echo "unsure $needed"
done
if command -v ip > /dev/null; then
  echo "address $(ip -o -4 addr show scope global | awk '{sub("/.*", "", $4); print $4}' | xargs)"
  echo "default $(ip -4 route get 192.0.2.1 2> /dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p')"
fi
kind=none
if command -v systemd-detect-virt > /dev/null; then kind=$(systemd-detect-virt --container || true); fi
echo "container $kind"
echo "capabilities $(sed -n 's/^CapEff:[[:space:]]*//p' /proc/1/status)"
echo "users $(tr -s ' ' < /proc/1/uid_map | head -n 1)"
echo "cgroup $(stat -fc %T /sys/fs/cgroup)"
if [ -e /var/lib/ohmykube/changes/owner ]; then
  echo "owner $(cat /var/lib/ohmykube/changes/owner)"
  exit 0
fi
for path in /etc/kubernetes/*.conf /etc/kubernetes/manifests/* /var/lib/kubelet/config.yaml /var/lib/etcd/member \
  /etc/cni/net.d/* /var/lib/rancher /etc/systemd/system/kubelet.service /etc/containerd/config.toml; do
  [ ! -e "$path" ] || echo "has $path"
done
for unit in kubelet containerd docker crio k3s k3s-agent; do
  ! systemctl -q is-active "$unit" 2> /dev/null || echo "has the running service $unit"
done
