# ohmykube: prepare-proxy
# Sees that the kernel has what kube-proxy needs in a mode other than iptables. Prints "changed: <what>" per change; ends
# with 3 where the kernel cannot have it.
#   $1 ipvs or nftables
#   $2 own-kernel, or shared-kernel where modules are not this machine's to load
mode=$1 kernel=$2
# Where the machine belongs to somebody, what is changed is written down first.
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi

# They are asked for in vain on machines with a shared kernel unless the host has them already.
where=
[ "$kernel" = own-kernel ] || where=", which is the host's,"

case $mode in
  ipvs)
    missing=
    for module in ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh; do
      [ -e "/sys/module/$module" ] && continue
      [ "$kernel" = shared-kernel ] || note module "$module"
      if modprobe "$module" 2>/dev/null && [ -e "/sys/module/$module" ]; then
        echo "changed: module $module"
      else
        missing="$missing $module"
      fi
    done
    if [ -n "$missing" ]; then
      echo "kube-proxy's mode ipvs needs modules that this kernel$where has not loaded and cannot load here:$missing;" \
        "load them there (modprobe -a$missing), or make the cluster with --proxy-mode iptables or nftables" >&2
      exit 3
    fi
    ;;
  nftables)
    release=$(uname -r)
    major=${release%%.*} rest=${release#*.}
    minor=${rest%%[!0-9]*}
    if [ "$major" -lt 5 ] || { [ "$major" -eq 5 ] && [ "$minor" -lt 13 ]; }; then
      echo "kube-proxy's mode nftables needs Linux 5.13 or newer, and this kernel$where is $release;" \
        "make the cluster with --proxy-mode iptables" >&2
      exit 3
    fi
    ;;
esac
