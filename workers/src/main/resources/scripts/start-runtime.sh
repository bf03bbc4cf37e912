# ohmykube: start-runtime
# Starts containerd, and restarts it or a running kubelet whose program or settings changed since it was started by us.
# Prints one line "changed: <what>" per change.
#   $@ the files of ours that are wanted, of those that only some clusters have: mirrors, proxies, authorities
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi
stamps=/var/lib/ohmykube/started
packages=/var/lib/ohmykube/packages
units=/etc/systemd/system
mkdir -p "$stamps"

sum() { cat "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
same() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }

# Others may have put mirrors there, too; ours say in their first line that they are ours.
for file in /etc/containerd/certs.d/*/hosts.toml "$units"/*.service.d/ohmykube-proxy.conf \
  /etc/ohmykube/proxy.env /etc/ohmykube/ca.crt; do
  case " $* " in *" $file "*) continue ;; esac
  [ -f "$file" ] || continue
  case $file in */hosts.toml) head -n 1 "$file" | grep -q '^# ohmykube:' || continue ;; esac
  rm -f "$file"
  rmdir "$(dirname "$file")" 2>/dev/null || true
  echo "changed: $file is gone"
done

authorities=$(sum /etc/ohmykube/ca.crt)
if [ -e /etc/ohmykube/ca.crt ] || [ -e "$stamps/authorities" ] && ! same authorities "$authorities"; then
  if command -v update-ca-certificates >/dev/null; then
    store=/usr/local/share/ca-certificates
    update='update-ca-certificates --fresh' # otherwise links to what is gone stay
  elif command -v update-ca-trust >/dev/null; then
    store=/etc/pki/ca-trust/source/anchors
    update=update-ca-trust
  else
    # No store that programs share; those written in Go, as all of a node are, read every file in here.
    store=/etc/ssl/certs
    update=true
  fi
  note tree "$store"
  note authorities
  mkdir -p "$store"
  rm -f "$store"/ohmykube-*.crt
  if [ -e /etc/ohmykube/ca.crt ]; then
    awk -v store="$store" '/-BEGIN /{n++} n{print > (store "/ohmykube-" n ".crt")}' /etc/ohmykube/ca.crt
  fi
  if ! said=$($update 2>&1); then
    echo "$said" >&2
    exit 1
  fi
  echo "$authorities" > "$stamps/authorities"
  echo "changed: trusted authorities"
fi

proxy=/etc/ohmykube/proxy.env
containerd=$(sum /etc/containerd/config.toml "$units/containerd.service" "$packages/containerd" "$packages/runc" \
  "$units/containerd.service.d/ohmykube-proxy.conf" "$proxy" /etc/ohmykube/ca.crt)
kubelet=$(sum "$units/kubelet.service" "$units/kubelet.service.d/10-kubeadm.conf" "$packages/kubelet" \
  "$units/kubelet.service.d/ohmykube-proxy.conf" "$proxy")

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
