package io.ohmykube.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of the nodes of a cluster: how many, how large, how they are called. */
final class NodeRules {
    private static final int MOST_WHERE_LARGE = 1000;
    private static final String CONTROL_PLANE = "spec.nodes.master";

    private final Cluster cluster;
    private final Range workers;
    private final Collection<String> diskMakers;
    private final Findings findings;
    private final HostRules hosts;

    /** @param diskMakers launchers whose machines can have additional disks */
    NodeRules(Cluster cluster, boolean large, Collection<String> diskMakers, Findings findings) {
        this.cluster = cluster;
        this.diskMakers = diskMakers;
        this.workers = large ? new Range(1, MOST_WHERE_LARGE, "nodes") : Range.WORKERS;
        this.findings = findings;
        this.hosts = new HostRules(cluster.spec().launcher(), findings);
    }

    void check() {
        Nodes nodes = cluster.spec().nodes();
        controlPlanes(nodes.controlPlanes());
        boolean countable = true;
        for (int i = 0; i < nodes.workers().size(); i++) {
            countable &= worker("spec.nodes.workers[" + i + "]", nodes.workers().get(i));
        }
        long count = nodes.workers().stream().mapToLong(NodeSpec::count).sum();
        if (countable && ((count < workers.least() && !exists()) || count > workers.most())) {
            findings.add(
                    "spec.nodes.workers",
                    "'" + count + "' workers are not allowed; " + workers.least() + " to " + workers.most() + " are");
        }
        names();
    }

    private void controlPlanes(List<NodeSpec> entries) {
        for (int i = 0; i < entries.size(); i++) {
            controlPlane(pathOfControlPlane(i), entries.get(i));
            if (entries.size() > 1 && entries.get(i).count() < 1) {
                String path = pathOfControlPlane(i) + ".count";
                findings.add(path, Range.CONTROL_PLANES.refusal(entries.get(i).count()));
            }
        }
        long count = entries.stream().mapToLong(NodeSpec::count).sum();
        // One that exists has an even number of them while one of them is replaced.
        boolean even = count > 0 && count % 2 == 0 && !exists();
        if (even || count < 1 || count > Range.CONTROL_PLANES.most()) {
            findings.add(
                    entries.size() == 1 ? CONTROL_PLANE + ".count" : CONTROL_PLANE,
                    "'" + count + "' control planes are not allowed; "
                            + (exists() ? "1 to 7 are" : "1, 3, 5 or 7 are")
                            + (even
                                    ? ", since etcd needs more than half of its members: an even number bears the loss"
                                            + " of no more of them than one less would"
                                    : ""));
        }
    }

    private boolean exists() {
        return cluster.status().nodes().stream().anyMatch(NodeStatus::isMember);
    }

    private String pathOfControlPlane(int index) {
        return cluster.spec().nodes().controlPlanes().size() == 1 ? CONTROL_PLANE : CONTROL_PLANE + "[" + index + "]";
    }

    /** The least sizes are those that {@code kubeadm init} checks for: 2 processors and 1700 MB. */
    private void controlPlane(String path, NodeSpec node) {
        oneByName(path, node);
        Resources sizes = node.resources();
        least(path + ".resources.cpu", sizes.cpu(), Range.CPU.atLeast(2));
        least(path + ".resources.memory", sizes.memory(), Range.MEMORY.atLeast(2));
        findings.range(path + ".resources.disk", sizes.disk(), Range.DISK);
        extraDisks(path, sizes.extraDisks());
        metadata(path, node);
    }

    private void extraDisks(String path, List<Integer> disks) {
        for (int i = 0; i < disks.size(); i++) {
            findings.range(path + ".resources.extraDisks[" + i + "]", disks.get(i), Range.EXTRA_DISK);
        }
        String launcher = cluster.spec().launcher();
        if (!disks.isEmpty() && launcher != null && !diskMakers.contains(launcher)) {
            findings.add(
                    path + ".resources.extraDisks",
                    "machines of launcher '" + launcher + "' get no additional disks; "
                            + (diskMakers.isEmpty()
                                    ? "leave them out"
                                    : "those of " + String.join(", ", diskMakers) + " do"));
        }
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
        extraDisks(path, sizes.extraDisks());
        metadata(path, node);
        if (!workers.allows(node.count())) {
            findings.add(path + ".count", workers.refusal(node.count()));
            return false;
        }
        oneByName(path, node);
        return true;
    }

    private void oneByName(String path, NodeSpec node) {
        if (node.name() != null && node.count() != 1) {
            findings.add(path + ".count", "'" + node.count() + "' is not allowed; an entry with a name is one node");
        }
    }

    private void names() {
        Nodes nodes = cluster.spec().nodes();
        Set<String> seen = new HashSet<>();
        seen.add(NodeNames.endpoint(cluster.name()));
        for (int i = 0; i < nodes.controlPlanes().size(); i++) {
            name(pathOfControlPlane(i) + ".name", nodes.controlPlanes().get(i), seen);
        }
        // A control plane without a name gets one when the cluster is expanded, which no worker may have.
        if (nodes.controlPlanes().stream().allMatch(node -> node.count() <= Range.CONTROL_PLANES.most())) {
            seen.addAll(NodeNames.controlPlanesOf(cluster));
        }
        for (int i = 0; i < nodes.workers().size(); i++) {
            name("spec.nodes.workers[" + i + "].name", nodes.workers().get(i), seen);
        }
        String longest = longestName(nodes.controlPlanes());
        if (Names.isLabel(cluster.name()) && longest.length() > Names.LONGEST) {
            findings.add(
                    "metadata.name",
                    "'" + cluster.name() + "' is too long: the node " + longest + " would have a name of more than "
                            + Names.LONGEST + " characters; at most "
                            + (Names.LONGEST - longest.length() + cluster.name().length()) + " are allowed");
        }
    }

    private void name(String path, NodeSpec node, Set<String> seen) {
        String name = node.name();
        if (name == null) {
            return;
        }
        findings.name(path, name);
        if (!seen.add(name)) {
            findings.add(path, "'" + name + "' is the name of another node already");
        }
    }

    private String longestName(List<NodeSpec> controlPlanes) {
        String controlPlane = NodeNames.controlPlane(cluster.name(), 1);
        boolean own = controlPlanes.stream().allMatch(node -> node.name() != null);
        String worker = NodeNames.worker(cluster.name(), 9999);
        return own || worker.length() > controlPlane.length() ? worker : controlPlane;
    }
}
