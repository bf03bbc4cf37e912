# ohmykube: apply-kubelet-config
# Restarts the kubelet on a changed configuration.
systemctl stop kubelet
# The kubelet refuses to start when a policy is not the one it left its state for.
rm -f /var/lib/kubelet/cpu_manager_state /var/lib/kubelet/memory_manager_state
systemctl start kubelet
