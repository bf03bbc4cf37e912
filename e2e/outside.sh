# What lies outside for a cluster's nodes: a second door of the registry, by TLS of a private authority, and a proxy that
# leads nowhere and writes down what it is asked for (an empty registry: it answers 404 to all). Both are on an address of this machine's own loopback interface,
# which the nodes reach through their gateway and nobody else does. Sourced by e2e/run.

outside=10.254.254.1

start_outside() {
  outside_port=$(free_port)
  proxy_port=$(free_port)
  ip address add "$outside/32" dev lo 2> /dev/null
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=ohmykube-e2e-ca \
    -keyout "$work/ca.key" -out "$work/ca.crt" 2> /dev/null || return 1
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=registry \
    -keyout "$work/registry.key" -out "$work/registry.csr" 2> /dev/null || return 1
  echo "subjectAltName=IP:$outside" > "$work/names"
  openssl x509 -req -in "$work/registry.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
    -extfile "$work/names" -out "$work/registry.crt" 2> /dev/null || return 1
  serve_registry "$kit/registry" "$outside:$outside_port" outside \
    ", tls: {certificate: $work/registry.crt, key: $work/registry.key}"
  outside_pid=$!
  serve_registry "$work/nothing" "$outside:$proxy_port" proxy
  proxy_pid=$!
  within 20 curl -sf -o /dev/null --cacert "$work/ca.crt" "https://$outside:$outside_port/v2/"
}

# The first mirror is a door that is closed.
cluster_with_outside() {
  cat <<Y
spec:
  registries:
    mirrors:
      docker.io: ["http://$outside:1", "https://$outside:$outside_port"]
  proxy: {https: "http://me:pass%40word@$outside:$proxy_port", noProxy: ["$outside"]}
  certificateAuthorities: ["$work/ca.crt"]
Y
}

stop_outside() {
  kill ${outside_pid:-} ${proxy_pid:-} 2> /dev/null
  wait ${outside_pid:-} ${proxy_pid:-} 2> /dev/null
  ip address del "$outside/32" dev lo 2> /dev/null
}
