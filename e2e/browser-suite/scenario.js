/** What the simulated machines do, by the clusters of the tests: long enough to be seen, or wrong. */
export const SCENARIO = `
rules:
- {command: kubeadm init, node: watched-control-plane-1, latency: 2s}
- {command: kubeadm join, node: watched-worker-*, latency: 2s}
- {command: kubeadm init, node: opened-control-plane-1, executions: [1], latency: 8s}
- command: install-package
  node: broken-worker-1
  executions: [1]
  outcome: fail
  stderr: "tar: usr/bin/kubelet: Cannot write: No space left on device"
- {command: install-package, node: known-worker-1, executions: [1], outcome: fail, stderr: No space left on device}
- {command: launcher create, node: unwanted-worker-1, outcome: hang}
- {command: launcher create, node: stopped-worker-1, executions: [1], outcome: hang}
- {command: kubeadm init, node: lost-control-plane-1, latency: 5s}
- {command: kubeadm join, node: lost-worker-1, executions: [1], outcome: hang}
`;
