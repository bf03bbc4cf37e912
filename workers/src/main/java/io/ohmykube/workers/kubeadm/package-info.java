/**
 * kubeadm: its configuration, and running it. Knows no engine.
 *
 * <p>Scripts: {@code run-kubeadm}, {@code kubeadm-state}, {@code reset-node}, {@code join-facts},
 * {@code apply-kubelet-config}, {@code name-api}, {@code remove-etcd-member}. Their head comments say what they take and print.
 *
 * <p>Other commands: {@code kubectl --kubeconfig /etc/kubernetes/admin.conf create -f -} (the bootstrap token, a Secret, on
 * standard input); upload of the configuration to {@code /etc/kubernetes/ohmykube/<init|join>.yaml} and of a node's own
 * kubelet settings to {@code /etc/kubernetes/ohmykube/patches/kubeletconfiguration+merge.yaml}; download of
 * {@code /etc/kubernetes/admin.conf}, of the authorities that control planes share (and their upload) and, before Kubernetes 1.25, of {@code /var/lib/kubelet/config.yaml}.
 */
@NullMarked
package io.ohmykube.workers.kubeadm;

import org.jspecify.annotations.NullMarked;
