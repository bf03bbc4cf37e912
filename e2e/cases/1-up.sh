# A cluster of one control plane and two workers from one command, and what a user would try on it first.

echo 'spec: {packages: {helm: 3.8.2, nerdctl: 1.7.7}}' > "$work/demo.yaml"
begun=$SECONDS
mkdir -p "$work/custom/below"
printf '#!/bin/sh\necho "$OHMYKUBE_NODE $OHMYKUBE_ROLE $(ls /usr/bin/kubelet 2> /dev/null)" >> /opt/hooks\n' > "$work/custom/hook"
echo 'it is here' > "$work/custom/below/a file"
chmod 640 "$work/custom/below/a file"
check "up makes a cluster of three nodes" omk demo up -f "$work/demo.yaml" --workers 2 --download-kubeconfig \
  --worker-labels tier=front --worker-annotations 'e2e/owner=ada lovelace' --master-taints e2e=kept:PreferNoSchedule \
  --worker-hook-pre-system-init "$work/custom/hook" --worker-hook-post-k8s-init "$work/custom/hook" \
  --worker-upload-dir "$work/custom:/opt/custom::daemon:adm" --worker-upload-file "$work/custom/hook:/opt/one:0700"
create_first=$((SECONDS - begun))
phase "up, three nodes"
check "the cache has all nine packages" same \
  "$("$repo/ohmykube" cache list packages -o json | jq -r .name | sort | xargs)" \
  "cni-plugins containerd crictl helm kubeadm kubectl kubelet nerdctl runc"
check "helm and nerdctl (stand-ins) are on every node" sh -c '
  for node in demo-control-plane-1 demo-worker-1 demo-worker-2; do
    podman exec $node helm | grep -q helm && podman exec $node nerdctl | grep -q nerdctl || exit 1
  done'
check "three nodes are Ready" nodes_are_ready demo 3
check "every pod is Ready" within 120 pods_are_ready demo
phase "pods Ready"
check "the fence stands" fence_stands
check "the user's kubeconfig has the context 'demo'" same "$("$kubectl" --context demo get nodes -o name 2>&1 | wc -l)" 3
check "the user's kubeconfig is for the user alone" same "$(stat -c %a "$KUBECONFIG")" 600
check "the saved kubeconfig is for the user alone" same "$(stat -c %a "$OHMYKUBE_HOME/clusters/demo/kubeconfig")" 600
check "the cluster's directory is for the user alone" same "$(stat -c %a "$OHMYKUBE_HOME/clusters/demo")" 700
check "nodes have no password login" podman exec demo-worker-1 sh -c 'sshd -T | grep -qx "passwordauthentication no"'
check "the cluster's key is RSA 4096" sh -c "ssh-keygen -lf '$OHMYKUBE_HOME/clusters/demo/ssh/id_rsa.pub' | grep -q '^4096 .*(RSA)'"
check "list -o json names every node" same "$("$repo/ohmykube" list -o json | jq -c '[.cluster, (.nodes | map(.name, .role, .status))] | flatten')" \
  '["demo","demo-control-plane-1","control-plane","Ready","demo-worker-1","worker","Ready","demo-worker-2","worker","Ready"]'
check "status ends well" omk demo status
check "every worker has its label and annotation" same \
  "$(k demo get nodes -l tier=front -o json | jq -c '[.items[].metadata.annotations["e2e/owner"]]')" '["ada lovelace","ada lovelace"]'
check "the control plane has its taint" same \
  "$(k demo get node demo-control-plane-1 -o json | jq -r '.spec.taints[] | select(.key == "e2e") | .effect')" PreferNoSchedule
check "hooks ran once, before and after Kubernetes' programs came" same "$(podman exec demo-worker-1 cat /opt/hooks)" \
  "demo-worker-1 worker 
demo-worker-1 worker /usr/bin/kubelet"
check "uploads are on workers with mode and owner, nowhere else" sh -c '
  [ "$(podman exec demo-worker-2 stat -c "%a %U:%G" "/opt/custom/below/a file" /opt/one | xargs)" = "640 daemon:adm 700 root:root" ] &&
    ! podman exec demo-control-plane-1 test -e /opt/custom'

load demo 'busybox|echo' || die "load the test images"
k demo apply -f - > "$logs/objects" 2>&1 <<Y || die "apply the test objects"
apiVersion: v1
kind: Pod
metadata: {name: echo, labels: {app: echo}}
spec:
  nodeSelector: {kubernetes.io/hostname: demo-worker-1}
  containers:
  - {name: echo, image: "docker.io/kube-kit/echo:1.0", readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  nodeSelector: {kubernetes.io/hostname: demo-worker-2}
  terminationGracePeriodSeconds: 0
  containers: [{name: c, image: "docker.io/library/busybox:1.36", command: [sleep, "3600"]}]
---
apiVersion: v1
kind: Service
metadata: {name: echo}
spec: {type: LoadBalancer, selector: {app: echo}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 16Mi}}}
Y
volume_pod() { # NAME SCRIPT: a pod on the claim, which runs the script and stays
  k demo apply -f - <<Y
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec:
  terminationGracePeriodSeconds: 0
  containers: [{name: c, image: "docker.io/library/busybox:1.36", command: [sh, -c, "$2; sleep 3600"], volumeMounts: [{name: d, mountPath: /data}]}]
  volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]
Y
}
volume_pod writer 'echo kept > /data/file; sync' > /dev/null
check "the test pods start" k demo wait --for=condition=Ready pod/echo pod/client pod/writer --timeout=90s

answers() { same "$("$@" 2>&1)" echo; }
check "a pod reaches a Service on another node by its DNS name" \
  within 20 answers k demo exec client -- timeout 4 wget -qO- http://echo.default.svc.cluster.local/
balanced() { # the load balancer's address, asked from the host
  local address
  address=$(k demo get service echo -o 'jsonpath={.status.loadBalancer.ingress[0].ip}')
  [ -n "$address" ] && answers curl -s -m 3 "http://$address/"
}
check "a LoadBalancer Service answers from the host" within 30 balanced
check "a claim of the default storage class is bound" same "$(k demo get pvc data -o 'jsonpath={.status.phase}')" Bound
k demo delete pod writer --wait=true > /dev/null 2>&1
volume_pod reader true > /dev/null
check "another pod gets the volume" k demo wait --for=condition=Ready pod/reader --timeout=60s
check "its data is there" same "$(k demo exec reader -- cat /data/file 2>&1)" kept
k demo delete pod reader client echo --wait=true > /dev/null 2>&1
k demo delete pvc data > /dev/null 2>&1
phase "proofs"

check "up again changes nothing" omk demo up
check "no second kubeadm init" same "$(inits_of demo)" 1
phase "up again"
