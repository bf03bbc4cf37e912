package io.ohmykube.config;

import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlException;
import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a cluster before anything is created, all at once. Takes expanded clusters and others; a
 * version or launcher that is not resolved yet is not looked at, so that a cluster is validated again once they are.
 */
public final class ClusterValidator {
    private static final List<String> KUBEADM_KINDS = List.of(
            "InitConfiguration",
            "ClusterConfiguration",
            "JoinConfiguration",
            "KubeletConfiguration",
            "KubeProxyConfiguration");
    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern PACKAGE_VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~_-]*");

    /** Roughly; the cache knows exactly what is the name of an image. */
    private static final Pattern IMAGE =
            Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9.:_/\\[\\]-]*(@[a-z0-9+._-]+:[0-9a-f]+)?");

    /**
     * The names that may be chosen from. {@link ClusterSpec#NONE} need not be among the add-ons.
     *
     * @param launchers empty means any
     * @param diskMakers launchers whose machines can have additional disks
     */
    public record Choices(
            Collection<String> launchers,
            Collection<String> cni,
            Collection<String> csi,
            Collection<String> loadBalancers,
            Collection<String> diskMakers) {
        /** Where no machine can have additional disks. */
        public Choices(
                Collection<String> launchers,
                Collection<String> cni,
                Collection<String> csi,
                Collection<String> loadBalancers) {
            this(launchers, cni, csi, loadBalancers, List.of());
        }
    }

    private final Choices choices;
    private final boolean large;

    public ClusterValidator(Choices choices) {
        this(choices, false);
    }

    private ClusterValidator(Choices choices, boolean large) {
        this.choices = choices;
        this.large = large;
    }

    /** The same, without the limit of ten workers: for machines that cost next to nothing. */
    public ClusterValidator allowLarge() {
        return new ClusterValidator(choices, true);
    }

    /** Throws {@link InvalidClusterException} with all problems where there are any. */
    public void require(Cluster cluster) {
        List<Problem> problems = validate(cluster);
        if (!problems.isEmpty()) {
            throw new InvalidClusterException(problems);
        }
    }

    /** All problems; empty where there are none. */
    public List<Problem> validate(Cluster cluster) {
        Findings findings = new Findings();
        ClusterSpec spec = cluster.spec();
        findings.name("metadata.name", cluster.name());
        findings.name("metadata.namespace", cluster.metadata().namespace());
        version(spec, findings);
        if (spec.launcher() != null && !choices.launchers().isEmpty()) {
            findings.choice("spec.launcher", spec.launcher(), new TreeSet<>(choices.launchers()));
        }
        if (spec.template() != null && spec.template().isBlank()) {
            findings.add(
                    "spec.template", "'" + spec.template() + "' is empty; leave it out for the launcher's default");
        }
        new NodeRules(cluster, large, choices.diskMakers(), findings).check();
        new NetworkRules(spec, findings).check();
        new OutsideRules(spec.outside(), findings).check();
        findings.choice("spec.networking.cni", spec.networking().cni(), orNone(choices.cni()));
        findings.choice("spec.storage.csi", spec.storage().csi(), orNone(choices.csi()));
        findings.choice("spec.loadBalancer.type", spec.loadBalancer().type(), orNone(choices.loadBalancers()));
        storageClasses(spec.storage(), findings);
        packages(spec, findings);
        images(spec, findings);
        kubeadmConfig(spec, findings);
        return findings.problems();
    }

    private static void version(ClusterSpec spec, Findings findings) {
        String text = spec.version();
        if (text == null) {
            return;
        }
        Optional<KubernetesVersion> version = KubernetesVersion.of(text);
        if (version.isEmpty()) {
            boolean forgotten = KubernetesVersion.of("v" + text).isPresent();
            findings.add(
                    "spec.version",
                    "'" + text + "' is not allowed; " + (forgotten ? "write v" + text : "write it like v1.33.0"));
        } else if (version.get().major() != 1 || version.get().compareTo(KubernetesVersion.OLDEST) < 0) {
            findings.add(
                    "spec.version", "'" + text + "' is not supported; " + KubernetesVersion.OLDEST + " or newer is");
        } else if (spec.enableSwap() && version.get().compareTo(KubernetesVersion.SWAP) < 0) {
            findings.add(
                    "spec.enableSwap",
                    "'true' is not allowed with Kubernetes " + text + "; " + KubernetesVersion.SWAP
                            + " or newer is needed");
        }
    }

    private static Collection<String> orNone(Collection<String> names) {
        List<String> all = new ArrayList<>(new TreeSet<>(names));
        all.remove(ClusterSpec.NONE);
        all.add(ClusterSpec.NONE);
        return all;
    }

    private static void storageClasses(Storage storage, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < storage.storageClasses().size(); i++) {
            String name = storage.storageClasses().get(i);
            String path = "spec.storage.storageClasses[" + i + "]";
            if (!Names.isSubdomain(name)) {
                findings.add(path, "'" + name + "' is not a name; lower-case letters, digits, - and . are allowed");
            } else if (!seen.add(name)) {
                findings.add(path, "'" + name + "' stands here a second time");
            }
        }
    }

    private static void packages(ClusterSpec spec, Findings findings) {
        spec.packages().forEach((name, version) -> {
            if (!PACKAGE.matcher(name).matches()) {
                findings.add(
                        "spec.packages",
                        "'" + name + "' is not the name of a package; lower-case letters, digits, - and . are allowed");
            } else if (!PACKAGE_VERSION.matcher(version).matches()) {
                findings.add("spec.packages." + name, "'" + version + "' is not a version; write it like v1.3.0");
            }
        });
    }

    private static void images(ClusterSpec spec, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < spec.images().size(); i++) {
            String name = spec.images().get(i);
            String path = "spec.images[" + i + "]";
            if (!IMAGE.matcher(name).matches()) {
                findings.add(
                        path,
                        "'" + name + "' is not the name of an image; write it like registry.example/team/app:1.0");
            } else if (!seen.add(name)) {
                findings.add(path, "'" + name + "' stands here a second time");
            }
        }
    }

    private static void kubeadmConfig(ClusterSpec spec, Findings findings) {
        String path = "spec.kubeadmConfig";
        try {
            Set<String> seen = new HashSet<>();
            for (YamlNode document : Yaml.parseAll(Objects.requireNonNullElse(spec.kubeadmConfig(), ""))) {
                String kind = document instanceof Mapping mapping
                        ? Objects.requireNonNullElse(mapping.text("kind"), "")
                        : document.kindName();
                if (!KUBEADM_KINDS.contains(kind)) {
                    findings.add(
                            path,
                            "kind '" + kind + "' is not allowed; allowed: " + String.join(", ", KUBEADM_KINDS)
                                    + " (line " + document.line() + ")");
                } else if (!seen.add(kind)) {
                    findings.add(path, "kind " + kind + " stands here a second time (line " + document.line() + ")");
                }
            }
        } catch (YamlException e) {
            findings.add(path, "is not YAML: " + e.getMessage());
        }
    }
}
