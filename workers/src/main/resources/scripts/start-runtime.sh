# ohmykube: start-runtime
# Starts containerd, and restarts it or a running kubelet whose program or settings changed since it was started by us.
# Prints one line "changed: <what>" per change.
stamps=/var/lib/ohmykube/started
packages=/var/lib/ohmykube/packages
units=/etc/systemd/system
mkdir -p "$stamps"

sum() { cat "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
same() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }

containerd=$(sum /etc/containerd/config.toml "$units/containerd.service" "$packages/containerd" "$packages/runc")
kubelet=$(sum "$units/kubelet.service" "$units/kubelet.service.d/10-kubeadm.conf" "$packages/kubelet")

if ! same containerd "$containerd" || ! same kubelet "$kubelet"; then
  systemctl daemon-reload
  systemctl -q enable containerd kubelet
fi
if ! same containerd "$containerd" || ! systemctl -q is-active containerd; then
  if ! systemctl restart containerd; then
    journalctl -u containerd -n 20 --no-pager >&2
    exit 1
  fi
  echo "$containerd" > "$stamps/containerd"
  echo "changed: containerd started"
fi
if ! same kubelet "$kubelet"; then
  # Without kubeadm's configuration it could not run; kubeadm starts it.
  if systemctl -q is-active kubelet; then
    systemctl restart kubelet
    echo "changed: kubelet restarted"
  fi
  echo "$kubelet" > "$stamps/kubelet"
fi
