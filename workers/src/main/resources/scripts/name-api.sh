# ohmykube: name-api
# Has this machine find the cluster's API by name, now and at every start: some systems write /etc/hosts anew then.
# Prints "changed: <what>" where that is new.
#   $1 the name    $2… its addresses, in the order in which they are to be dialled
name=$1
shift
kept=/etc/ohmykube/api-host
unit=/etc/systemd/system/ohmykube-api-name.service
# Where the machine belongs to somebody, what is changed is written down first.
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi
note tree /etc/ohmykube
note file /etc/hosts
note file "$unit"
note file /etc/systemd/system/multi-user.target.wants/ohmykube-api-name.service
lines=$(for address; do echo "$address $name # ohmykube-api"; done)
mkdir -p /etc/ohmykube
if [ "$(cat "$kept" 2>/dev/null)" != "$lines" ]; then
  cat > /etc/ohmykube/name-api <<'X'
[ "$(grep '# ohmykube-api$' /etc/hosts)" = "$(cat /etc/ohmykube/api-host)" ] && exit
hosts=$(grep -v '# ohmykube-api$' /etc/hosts || true)
printf '%s\n%s\n' "$hosts" "$(cat /etc/ohmykube/api-host)" > /etc/hosts
X
  cat > "$unit" <<'X'
[Unit]
Description=The name of the cluster's API in /etc/hosts
Before=kubelet.service containerd.service

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/ohmykube/name-api

[Install]
WantedBy=multi-user.target
X
  systemctl daemon-reload
  systemctl -q enable ohmykube-api-name
  echo "$lines" > "$kept.part"
  mv -f "$kept.part" "$kept"
fi
sh /etc/ohmykube/name-api
# Not before all is told: who was cut off does it again.
if ! cmp -s "$kept" "$kept.told"; then
  # A pod in the node's network has a copy of /etc/hosts from when its container was made; the kubelet makes another one.
  if [ -e /etc/kubernetes/kubelet.conf ]; then
    crictl ps --quiet --label io.kubernetes.container.name=kube-proxy | while read -r proxy; do
      crictl stop "$proxy" > /dev/null
    done
  fi
  cp "$kept" "$kept.told"
  echo "changed: $name is $(echo "$@" | sed 's/ /, /g')"
fi
