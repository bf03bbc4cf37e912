/** What the simulated machines do, by the clusters of the tests: long enough to be seen, or wrong. */
export const SCENARIO = `
rules:
- command: kubeadm init
  node: watched-control-plane-1
  latency: 2s
- command: kubeadm join
  node: watched-worker-*
  latency: 2s
`;
