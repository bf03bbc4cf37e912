package io.ohmykube.workers.kubeadm;

import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeNames;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.Patience;
import io.ohmykube.workers.script.Script;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * kubeadm on one machine. Nothing here is retried: {@link #init} and {@link #join} cannot be repeated over their own
 * leftovers, so the caller looks with {@link #hasLeftovers} and resets first.
 *
 * <p>A kubeadm that was started goes on by itself when the connection breaks or this process is killed; whoever looks
 * next waits for its end. Interrupting the calling thread stops it.
 */
public final class Kubeadm {
    private static final String DIRECTORY = "/etc/kubernetes/ohmykube/";
    private static final String PRIVATE = "0600";
    /** kubeadm itself gives up a step after 4 minutes; there are two such steps. */
    private static final Duration RUN = Duration.ofMinutes(10);

    private static final Duration RESET = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(30);
    private static final Script RUN_KUBEADM = new Script("run-kubeadm");
    private static final Script RESET_NODE = new Script("reset-node");
    private static final Script JOIN_FACTS = new Script("join-facts");
    private static final Script NAME_API = new Script("name-api");
    private static final Script REMOVE_ETCD_MEMBER = new Script("remove-etcd-member");

    private final SecureRandom random = new SecureRandom();
    private final Catalogue catalogue;
    private final Patience patience;

    /** @param patience with an API server that should be there */
    public Kubeadm(Catalogue catalogue, Patience patience) {
        this.catalogue = catalogue;
        this.patience = patience;
    }

    /**
     * Whether this machine is a control plane that was made to the end, the first one or, where that is gone by now,
     * one that joined it. False means that it never was.
     *
     * @throws ApiUnavailableException if it was, and its API server does not become ready
     */
    public boolean controlPlaneIsUp(Remote remote) {
        if (!KubeadmState.of(remote).controlPlane()) {
            return false;
        }
        ApiReadiness.await(new Kubectl(remote, patience), remote.node(), patience);
        return true;
    }

    /** Whether an earlier init or join, finished or not, has left something behind. */
    public boolean hasLeftovers(Remote remote) {
        return !KubeadmState.of(remote).untouched();
    }

    /** Whether the newest init or join was stopped on purpose before its end. */
    public boolean wasCancelled(Remote remote) {
        return KubeadmState.of(remote).cancelled();
    }

    /**
     * Makes the machine, which finds the API by its name already, the cluster's first control plane.
     *
     * @param api the address of a machine of the cluster at which its API is reached
     */
    public void init(Remote remote, Cluster cluster, NodeSpec node, Machine machine, String api) {
        String token = BootstrapToken.random(random).text();
        String config = new KubeadmConfig(catalogue, cluster, node, machine).init(token, api);
        run(remote, "init", config, cluster, node, machine);
    }

    /**
     * Prepares a machine to become a further control plane: gives it the authorities that all share, and takes out of
     * etcd whoever had its name or address before.
     *
     * @param controlPlane one that runs
     */
    public void prepareControlPlane(Remote controlPlane, Remote remote, Machine machine) {
        removeEtcdMember(controlPlane, machine.name(), machine.addresses().get(0));
        Authorities.carry(controlPlane, remote);
    }

    /**
     * Takes a control plane that is not to come back out of etcd.
     *
     * @param controlPlane another one, that runs
     * @param address the address of the one that goes; empty where that is not known
     * @return whether it was a member of etcd
     */
    public boolean removeEtcdMember(Remote controlPlane, String node, String address) {
        return controlPlane
                .execute(REMOVE_ETCD_MEMBER.with(node, address))
                .stdout()
                .lines()
                .anyMatch(line -> line.startsWith("changed: "));
    }

    /**
     * Has the machine find the cluster's API by its name, also after a restart.
     *
     * @param addresses of the API, in the order in which they are to be dialled
     * @return whether that was new to it
     */
    public boolean nameApi(Remote remote, Cluster cluster, List<String> addresses) {
        List<String> arguments = new ArrayList<>(List.of(NodeNames.api(cluster.name())));
        arguments.addAll(addresses);
        return !remote.execute(NAME_API.with(arguments.toArray(String[]::new)))
                .stdout()
                .isBlank();
    }

    /** Makes the machine as if kubeadm had never run on it; packages and images stay. */
    public void reset(Remote remote) {
        remote.execute(RESET_NODE.with().withTimeout(RESET));
    }

    /** As {@link #reset}, where the cluster has forgotten the machine, or goes as a whole: nothing is asked of it. */
    public void resetAlone(Remote remote) {
        remote.execute(RESET_NODE.with("alone").withTimeout(RESET));
    }

    /** A new ticket, good for half an hour and any number of machines. */
    public JoinTicket joinTicket(Remote controlPlane) {
        JoinFacts facts =
                JoinFacts.parse(controlPlane.execute(JOIN_FACTS.with()).stdout());
        BootstrapToken token = BootstrapToken.random(random);
        new Kubectl(controlPlane, patience)
                .createIfAbsent(token.manifest(facts.now().plus(TOKEN_LIFETIME)));
        return new JoinTicket(facts.endpoint(), token.text(), facts.caCertHash());
    }

    /** Whether this machine has joined to the end and the API server knows a node of that name. */
    public boolean isMember(Remote controlPlane, String node, Remote nodeRemote) {
        KubeadmState state = KubeadmState.of(nodeRemote);
        return (state.joined() || state.initialised())
                && new Kubectl(controlPlane, patience).node(node).isPresent();
    }

    /** Makes the machine a worker or, where the cluster wants the node as one, a further control plane. */
    public void join(Remote remote, JoinTicket ticket, Cluster cluster, NodeSpec node, Machine machine) {
        run(remote, "join", new KubeadmConfig(catalogue, cluster, node, machine).join(ticket), cluster, node, machine);
    }

    /** The administrator's kubeconfig: a secret. */
    public String adminKubeconfig(Remote controlPlane) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        controlPlane.download("/etc/kubernetes/admin.conf", bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void run(
            Remote remote, String phase, String config, Cluster cluster, NodeSpec node, Machine machine) {
        NodeKubelet kubelet = new NodeKubelet(cluster, node);
        kubelet.before(remote);
        String path = DIRECTORY + phase + ".yaml";
        remote.upload(Content.of(config), path, PRIVATE);
        remote.execute(RUN_KUBEADM
                .with(phase, path, PreflightErrors.ignored(cluster.spec(), node, machine))
                .withTimeout(RUN));
        kubelet.after(remote);
    }
}
