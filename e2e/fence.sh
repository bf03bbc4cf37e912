# A fence around the nodes: what they and their pods send may go to another container network of this machine or to
# the machine itself, never further. It stands on the host, so it holds from a node's first packet on. Sourced by e2e/run.

# The clusters' own pod and Service addresses. Pods on the node's network ask for a Service as soon as they run, and where
# kube-proxy is not ready yet such a packet takes the node's way out. It is refused as well, but nobody outside was meant.
clusters_own=10.244.0.0/16,10.96.0.0/12

raise_fence() {
  iptables -N OHMYKUBE-E2E 2> /dev/null || iptables -F OHMYKUBE-E2E
  iptables -A OHMYKUBE-E2E ! -i podman+ -j RETURN
  iptables -A OHMYKUBE-E2E -o podman+ -j RETURN
  iptables -A OHMYKUBE-E2E -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
  iptables -A OHMYKUBE-E2E -d $clusters_own -j REJECT || return 1
  # Remembers who was meant, where the kernel can.
  iptables -A OHMYKUBE-E2E -m recent --name ohmykube-e2e --rdest --set 2> /dev/null
  iptables -A OHMYKUBE-E2E -j REJECT || return 1
  iptables -D FORWARD -j OHMYKUBE-E2E 2> /dev/null
  iptables -I FORWARD 1 -j OHMYKUBE-E2E
}

# The fence must still be the first thing that forwarded packets meet, whatever Podman added since.
fence_stands() { same "$(iptables -S FORWARD | sed -n 2p)" "-A FORWARD -j OHMYKUBE-E2E"; }

lower_fence() {
  iptables -D FORWARD -j OHMYKUBE-E2E 2> /dev/null
  iptables -F OHMYKUBE-E2E 2> /dev/null && iptables -X OHMYKUBE-E2E
}
