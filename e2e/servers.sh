# The mirror for packages and manifests and the registry for images, both on loopback. Sourced by e2e/run.

kit_source=${KUBE_KIT:-$(dirname "$repo")/shared/kube-kit}
kit=${KIT_CACHE:-${TMPDIR:-/tmp}/kube-kit-cache}
kubectl=$kit/mirror/dl.k8s.io/release/v1.20.2/bin/linux/amd64/kubectl

unpack_kit() {
  [ -d "$kit_source" ] || { echo "no kit at $kit_source: set KUBE_KIT"; return 1; }
  "$kit_source/unpack.sh" "$kit" && chmod +x "$kubectl"
}

free_port() { # a port nobody listens on, between 20000 and 29999
  local port
  while port=$((20000 + RANDOM % 10000)); do
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo $port; return; }
  done
}

# overlay_mirror: the kit's mirror with stand-ins for two packages that the kit lacks: scripts that say their version
overlay_mirror() {
  local at=$work/mirror program
  cp -rs "$kit/mirror" "$at"
  mkdir -p "$work/standin/linux-amd64" "$at/get.helm.sh" "$at/github.com/containerd/nerdctl/releases/download/v1.7.7"
  for program in helm nerdctl; do
    printf '#!/bin/sh\necho a stand-in for %s\n' $program > "$work/standin/$program"
    chmod 755 "$work/standin/$program"
  done
  mv "$work/standin/helm" "$work/standin/linux-amd64/helm"
  (cd "$at/get.helm.sh" && tar -czf helm-v3.8.2-linux-amd64.tar.gz -C "$work/standin" linux-amd64/helm &&
    sha256sum helm-v3.8.2-linux-amd64.tar.gz > helm-v3.8.2-linux-amd64.tar.gz.sha256sum) &&
    (cd "$at/github.com/containerd/nerdctl/releases/download/v1.7.7" &&
      tar -czf nerdctl-1.7.7-linux-amd64.tar.gz -C "$work/standin" nerdctl && sha256sum nerdctl-*.tar.gz > SHA256SUMS)
}

# asked: how often the mirror, the registry and its other door were asked, by their access logs
asked() {
  echo "mirror $(grep -c 'url:' "$logs/mirror") registry $(grep -c 'HTTP/1' "$logs/registry") $(grep -c 'HTTP/1' "$logs/outside")"
}

start_servers() {
  local mirror_port registry_port
  overlay_mirror || return 1
  mirror_port=$(free_port)
  registry_port=$(free_port)
  busybox httpd -f -vv -p "127.0.0.1:$mirror_port" -h "$work/mirror" > "$logs/mirror" 2>&1 &
  mirror_pid=$!
  serve_registry "$kit/registry" "127.0.0.1:$registry_port" registry
  registry_pid=$!
  export OHMYKUBE_MIRROR=http://127.0.0.1:$mirror_port/
  export OHMYKUBE_REGISTRY_MIRROR=http://127.0.0.1:$registry_port
  within 20 curl -sf -o /dev/null "$OHMYKUBE_MIRROR/dl.k8s.io/release/stable.txt" || return 1
  within 20 curl -sf -o /dev/null "$OHMYKUBE_REGISTRY_MIRROR/v2/" || return 1
  push_images "127.0.0.1:$registry_port"
}

# serve_registry DIRECTORY ADDRESS LOG [HTTP]: a registry in the background; its access log is $logs/LOG
serve_registry() {
  mkdir -p "$1"
  cat > "$work/$3.yml" <<Y
version: 0.1
log: {accesslog: {disabled: false}, level: warn}
storage: {filesystem: {rootdirectory: $1}, cache: {blobdescriptor: inmemory}}
http: {addr: "$2"${4:-}}
Y
  docker-registry serve "$work/$3.yml" > "$logs/$3" 2>&1 &
}

# Fills the registry once; it is kept beside the unpacked kit.
push_images() {
  cmp -s "$kit/.unpacked" "$kit/registry/.filled" && return
  local name path
  for name in $(jq -r '.manifests[].annotations["io.containerd.image.name"]' "$kit/images/index.json"); do
    case $name in k8s.gcr.io/*) continue ;; esac
    path=${name#*/}
    skopeo copy --quiet --preserve-digests --dest-tls-verify=false "oci:$kit/images:$name" "docker://$1/$path" || return 1
  done
  cp "$kit/.unpacked" "$kit/registry/.filled"
}

stop_servers() { kill ${mirror_pid:-} ${registry_pid:-} 2> /dev/null; wait ${mirror_pid:-} ${registry_pid:-} 2> /dev/null; }
