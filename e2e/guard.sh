# Proof that ohmykube opens no connection to the outside: it runs in a group of its own, whose packets are counted and
# refused unless they stay on this machine's loopback interface or go to its container networks. Nodes and pods are
# counted by the fence. Sourced by e2e/run.

guarded=61300 # the number of a group that nobody is in
meant=/proc/net/xt_recent/ohmykube-e2e # whom the fence kept from being asked

raise_guard() {
  local tables
  for tables in iptables ip6tables; do
    $tables -N OHMYKUBE-GUARD 2> /dev/null || $tables -F OHMYKUBE-GUARD || return 1
    $tables -A OHMYKUBE-GUARD -o lo -j RETURN
    $tables -A OHMYKUBE-GUARD -o podman+ -j RETURN
    $tables -A OHMYKUBE-GUARD -j REJECT
    $tables -I OUTPUT 1 -m owner --gid-owner $guarded --suppl-groups -j OHMYKUBE-GUARD || return 1
  done
  iptables -Z OHMYKUBE-E2E
  echo / > $meant 2> /dev/null # empties the list
  true
}

lower_guard() {
  local tables
  for tables in iptables ip6tables; do
    $tables -D OUTPUT -m owner --gid-owner $guarded --suppl-groups -j OHMYKUBE-GUARD 2> /dev/null
    $tables -F OHMYKUBE-GUARD 2> /dev/null && $tables -X OHMYKUBE-GUARD
  done
}

# outside_packets: how many packets the guard (of IPv4, of IPv6) and the fence refused: their last rule
outside_packets() {
  local chain
  for chain in "iptables OHMYKUBE-GUARD" "ip6tables OHMYKUBE-GUARD" "iptables OHMYKUBE-E2E"; do
    ${chain% *} -nvxL "${chain#* }" | awk '$3 == "REJECT" { n = $1 } END { printf "%d ", n }'
  done
}

nothing_went_outside() { same "$(outside_packets)" "0 0 0 " || { cut -d' ' -f1 $meant; return 1; } }

# offline NAME COMMAND...: ohmykube in the guarded group, without a mirror, its proxies being the one that writes down
# what it is asked for
offline() {
  local name=$1 proxy=http://$outside:$proxy_port; shift
  setpriv --groups=0,$guarded env -u OHMYKUBE_MIRROR -u OHMYKUBE_REGISTRY_MIRROR \
    HTTPS_PROXY="$proxy" HTTP_PROXY="$proxy" NO_PROXY= \
    "$repo/ohmykube" --name "$name" --yes "$@" > "$logs/$name-offline" 2>&1 || { tail -n 30 "$logs/$name-offline"; return 1; }
}
