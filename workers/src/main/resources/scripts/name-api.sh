# ohmykube: name-api
# Has this machine find the cluster's API by name, now and at every start: some systems write /etc/hosts anew then.
# Prints "changed: <what>" where that is new.
#   $1 the name    $2 its address
kept=/etc/ohmykube/api-host
unit=/etc/systemd/system/ohmykube-api-name.service
# Where the machine belongs to somebody, what is changed is written down first.
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi
note tree /etc/ohmykube
note file /etc/hosts
note file "$unit"
note file /etc/systemd/system/multi-user.target.wants/ohmykube-api-name.service
line="$2 $1 # ohmykube-api"
mkdir -p /etc/ohmykube
if [ "$(cat "$kept" 2>/dev/null)" != "$line" ]; then
  cat > /etc/ohmykube/name-api <<'X'
grep -qxFf /etc/ohmykube/api-host /etc/hosts && exit
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
  echo "$line" > "$kept"
  echo "changed: $1 is $2"
fi
sh /etc/ohmykube/name-api
