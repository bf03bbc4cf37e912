# ohmykube: certify-api
# Has the certificate of the API server on this control plane, and those of control planes that join later, be good for
# another address, at which it is reached already. Prints "changed: <what>" where they were not.
#   $1 the address    $2 kubeadm's configuration that names it, removed once it was used
address=$1 config=$2
trap 'rm -f "$config"' EXIT
export KUBECONFIG=/etc/kubernetes/admin.conf
pki=/etc/kubernetes/pki replaced=/etc/kubernetes/ohmykube/replaced
old=$(echo "$address" | sed 's/\./\\./g')
# What is changed last is looked at first, so half of it is done again.
if kubectl -n kube-system get configmap kubeadm-config -o yaml | grep -qE "^ *- $old\$"; then
  exit 0
fi
reached() { # whether the API server shows, within $1 seconds, a certificate for that address
  end=$(($(date +%s) + $1))
  until kubectl --server="https://$address:6443" --request-timeout=3s get --raw /readyz > /dev/null 2>&1; do
    [ "$(date +%s)" -lt "$end" ] || return 1
    sleep 1
  done
}
if ! reached 2; then
  mkdir -p "$replaced"
  for end in crt key; do
    [ ! -e "$pki/apiserver.$end" ] || mv -f "$pki/apiserver.$end" "$replaced/apiserver.$end"
  done
  kubeadm init phase certs apiserver --config "$config" > /dev/null
  # It looks at its files by itself, at once or after a minute; old ones do so only when they start.
  if ! reached 75; then
    crictl ps --quiet --label io.kubernetes.container.name=kube-apiserver | while read -r server; do
      crictl stop "$server" > /dev/null
    done
    reached 120 || { echo "the API server cannot be reached at $address" >&2; exit 1; }
  fi
fi
kubeadm init phase upload-config kubeadm --config "$config" > /dev/null
echo "changed: the API's certificate is good for $address"
