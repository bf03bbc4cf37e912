package io.ohmykube.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of the nodes of a cluster: how many, how large, how they are called. */
final class NodeRules {
    private static final int MOST_WHERE_LARGE = 1000;

    private final Cluster cluster;
    private final Range workers;
    private final Findings findings;
    private final HostRules hosts;

    NodeRules(Cluster cluster, boolean large, Findings findings) {
        this.cluster = cluster;
        this.workers = large ? new Range(1, MOST_WHERE_LARGE, "nodes") : Range.WORKERS;
        this.findings = findings;
        this.hosts = new HostRules(cluster.spec().launcher(), findings);
    }

    void check() {
        Nodes nodes = cluster.spec().nodes();
        controlPlane(nodes.master());
        boolean countable = true;
        for (int i = 0; i < nodes.workers().size(); i++) {
            countable &= worker("spec.nodes.workers[" + i + "]", nodes.workers().get(i));
        }
        long count = nodes.workers().stream().mapToLong(NodeSpec::count).sum();
        if (countable && (count < workers.least() || count > workers.most())) {
            findings.add(
                    "spec.nodes.workers",
                    "'" + count + "' workers are not allowed; " + workers.least() + " to " + workers.most() + " are");
        }
        names();
    }

    /** The least sizes are those that {@code kubeadm init} checks for: 2 processors and 1700 MB. */
    private void controlPlane(NodeSpec node) {
        String path = "spec.nodes.master";
        Resources sizes = node.resources();
        least(path + ".resources.cpu", sizes.cpu(), Range.CPU.atLeast(2));
        least(path + ".resources.memory", sizes.memory(), Range.MEMORY.atLeast(2));
        findings.range(path + ".resources.disk", sizes.disk(), Range.DISK);
        metadata(path, node);
    }

    private void metadata(String path, NodeSpec node) {
        new MetadataRules(path, findings).check(node);
        new CustomisationRules(path, findings).check(node.custom());
        hosts.check(path, node);
    }

    private void least(String path, int value, Range range) {
        if (!range.allows(value)) {
            findings.add(path, range.refusal(value) + ", since kubeadm refuses less for a control plane");
        }
    }

    private boolean worker(String path, NodeSpec node) {
        Resources sizes = node.resources();
        findings.range(path + ".resources.cpu", sizes.cpu(), Range.CPU);
        findings.range(path + ".resources.memory", sizes.memory(), Range.MEMORY);
        findings.range(path + ".resources.disk", sizes.disk(), Range.DISK);
        metadata(path, node);
        if (!workers.allows(node.count())) {
            findings.add(path + ".count", workers.refusal(node.count()));
            return false;
        }
        if (node.name() != null && node.count() != 1) {
            findings.add(path + ".count", "'" + node.count() + "' is not allowed; an entry with a name is one node");
        }
        return true;
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        List<NodeSpec> nodes = cluster.nodes();
        // A control plane without a name gets one when the cluster is expanded, which no worker may have.
        seen.add(NodeNames.controlPlaneOf(cluster));
        String control = nodes.get(0).name();
        if (control != null) {
            findings.name("spec.nodes.master.name", control);
        }
        for (int i = 1; i < nodes.size(); i++) {
            String path = "spec.nodes.workers[" + (i - 1) + "].name";
            String name = nodes.get(i).name();
            if (name == null) {
                continue;
            }
            findings.name(path, name);
            if (!seen.add(name)) {
                findings.add(path, "'" + name + "' is the name of another node already");
            }
        }
        String longest = longestName(nodes);
        if (Names.isLabel(cluster.name()) && longest.length() > Names.LONGEST) {
            findings.add(
                    "metadata.name",
                    "'" + cluster.name() + "' is too long: the node " + longest + " would have a name of more than "
                            + Names.LONGEST + " characters; at most "
                            + (Names.LONGEST - longest.length() + cluster.name().length()) + " are allowed");
        }
    }

    private String longestName(List<NodeSpec> nodes) {
        String controlPlane = NodeNames.controlPlane(cluster.name());
        boolean own = nodes.get(0).name() != null;
        String worker = NodeNames.worker(cluster.name(), 9999);
        return own || worker.length() > controlPlane.length() ? worker : controlPlane;
    }
}
