# A fence around the nodes: what they and their pods send may go to another container network of this machine or to
# the machine itself, never further. It stands on the host, so it holds from a node's first packet on. Sourced by e2e/run.

raise_fence() {
  iptables -N OHMYKUBE-E2E 2> /dev/null || iptables -F OHMYKUBE-E2E
  iptables -A OHMYKUBE-E2E -i podman+ ! -o podman+ -m conntrack ! --ctstate ESTABLISHED,RELATED -j REJECT
  iptables -D FORWARD -j OHMYKUBE-E2E 2> /dev/null
  iptables -I FORWARD 1 -j OHMYKUBE-E2E
}

# The fence must still be the first thing that forwarded packets meet, whatever Podman added since.
fence_stands() { same "$(iptables -S FORWARD | sed -n 2p)" "-A FORWARD -j OHMYKUBE-E2E"; }

lower_fence() {
  iptables -D FORWARD -j OHMYKUBE-E2E 2> /dev/null
  iptables -F OHMYKUBE-E2E 2> /dev/null && iptables -X OHMYKUBE-E2E
}
