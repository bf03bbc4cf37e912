package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** {@code kubeadm join} of a worker or a further control plane. Midway its bootstrap credentials are there, and its node is not. */
final class KubeadmJoin implements Kubeadm.Phased {
    @Override
    public int run(Execution execution) throws IOException, InterruptedException, DisturbedException {
        Arguments arguments = Arguments.parse(execution.arguments(), Kubeadm.VALUED);
        try {
            join(execution, arguments);
            return 0;
        } catch (Kubeadm.RefusedException e) {
            return execution.fail(1, "error execution phase preflight: " + e.getMessage());
        }
    }

    /** Where to join, and what proves that both sides are meant. */
    private record Ticket(String endpoint, String token, List<String> caCertHashes) {}

    private static void join(Execution execution, Arguments arguments)
            throws IOException, InterruptedException, DisturbedException, Kubeadm.RefusedException {
        RootFiles files = execution.files();
        List<ObjectNode> documents = Kubeadm.documents(files, arguments.option("config"));
        ObjectNode configuration = Kubeadm.document(documents, "JoinConfiguration");
        execution.out("[preflight] Running pre-flight checks");
        Preflight preflight = new Preflight(execution, arguments);
        boolean controlPlane = configuration.has("controlPlane");
        if (controlPlane) {
            preflight.controlPlane();
            preflight.shared();
        } else {
            preflight.worker();
        }
        preflight.pass();
        String name = configuration
                .at("/nodeRegistration/name")
                .asText(execution.machine().name());
        Ticket ticket = ticket(arguments, configuration);
        check(execution, ticket, name);
        Kubeadm.requireReadable(documents, execution.cluster().api().read(state -> state.version));

        files.write(KubeadmFiles.BOOTSTRAP_KUBECONFIG, "# simulated\n");
        files.write(KubeadmFiles.CA, execution.cluster().api().read(state -> state.ca));
        files.write(KubeadmFiles.KUBELET_CONFIG, KubeadmFiles.KUBELET_CONFIG_TEXT);
        execution.machine().system().change(state -> state.active.add("kubelet"));
        if (controlPlane) {
            for (String staticPod : KubeadmFiles.STATIC_PODS) {
                files.write(KubeadmFiles.manifest(staticPod), "# simulated " + staticPod + "\n");
            }
            files.write(KubeadmFiles.ETCD_DATA, "simulated\n");
        }
        execution.midway();

        check(execution, ticket, name);
        if (controlPlane) {
            files.write(KubeadmFiles.ADMIN_KUBECONFIG, KubeadmInit.kubeconfig(ticket.endpoint(), "kubernetes-admin"));
        }
        files.write(KubeadmFiles.KUBELET_FLAGS, "KUBELET_KUBEADM_ARGS=\"\"\n");
        files.write(KubeadmFiles.KUBELET_KUBECONFIG, "# simulated\n");
        files.remove(KubeadmFiles.BOOTSTRAP_KUBECONFIG);
        execution.cluster().api().change(state -> {
            ObjectNode node = NodeObjects.node(
                    state,
                    execution.machine(),
                    configuration,
                    execution.machine().record().address());
            if (controlPlane) {
                state.joinedControlPlanes.add(name);
                KubeadmInit.register(state, node, configuration);
            } else {
                state.put(Kinds.NODES, node);
            }
            return null;
        });
        execution.out("This node has joined the cluster (simulated)");
    }

    private static Ticket ticket(Arguments arguments, ObjectNode configuration) throws Kubeadm.RefusedException {
        var discovery = configuration.at("/discovery/bootstrapToken");
        Ticket ticket = discovery.isObject()
                ? new Ticket(
                        discovery.path("apiServerEndpoint").asText(),
                        discovery.path("token").asText(),
                        discovery
                                .path("caCertHashes")
                                .valueStream()
                                .map(hash -> hash.asText())
                                .toList())
                : new Ticket(
                        arguments.operands().isEmpty()
                                ? ""
                                : arguments.operands().get(0),
                        arguments.optionOr("token", ""),
                        List.of(arguments.optionOr("discovery-token-ca-cert-hash", "")));
        if (ticket.token().isEmpty()) {
            throw new Kubeadm.RefusedException("discovery: Invalid value: \"\": bootstrapToken or file must be set");
        }
        return ticket;
    }

    private static void check(Execution execution, Ticket ticket, String node)
            throws IOException, Kubeadm.RefusedException {
        ApiServer api = execution.cluster().api();
        String host = ticket.endpoint().replaceFirst(":\\d+$", "");
        String refusal = api.read(state -> {
            if (!Ways.lead(execution, host, state) || !api.up()) {
                return "couldn't validate the identity of the API Server: Get \"https://" + ticket.endpoint()
                        + "/api/v1/namespaces/kube-public/configmaps/cluster-info\": dial tcp " + ticket.endpoint()
                        + ": connect: connection refused";
            }
            if (!BootstrapToken.FORM.matcher(ticket.token()).matches()
                    || !BootstrapToken.of(ticket.token()).valid(state)) {
                return "couldn't validate the identity of the API Server: could not find a JWS signature in the"
                        + " cluster-info ConfigMap for token ID \""
                        + ticket.token().replaceFirst("\\..*", "") + "\"";
            }
            if (state.members().contains(node)) {
                return "etcdserver: Peer URLs already exists (a member named " + node + " is known)";
            }
            String hash = CertificateAuthority.hash(state.ca);
            if (!ticket.caCertHashes().contains(hash)) {
                return "couldn't validate the identity of the API Server: cluster CA found in cluster-info ConfigMap is"
                        + " invalid: none of the public keys \"" + hash + "\" are pinned";
            }
            boolean taken = state.find(Kinds.NODES, "", node).isPresent()
                    && api.health(state).ready(node);
            return taken
                    ? "a Node with name \"" + node + "\" and status \"Ready\" already exists in the cluster. You must"
                            + " delete the existing Node or change the name of this new joining Node"
                    : "";
        });
        if (!refusal.isEmpty()) {
            throw new Kubeadm.RefusedException(refusal);
        }
    }
}
