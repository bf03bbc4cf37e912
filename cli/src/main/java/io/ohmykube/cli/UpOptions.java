package io.ohmykube.cli;

import io.ohmykube.config.ClusterRequest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code up} can be told of a cluster. Null is what was not said. */
final class UpOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "a Cluster as YAML; options given beside it win")
    @Nullable
    Path file;

    @Option(
            names = {"-w", "--workers"},
            paramLabel = "N",
            description = "number of workers (default: 2)")
    @Nullable
    Integer workers;

    @Option(
            names = {"--masters", "--control-planes"},
            paramLabel = "N",
            description = "number of control planes: 1, 3, 5 or 7 (default: 1)")
    @Nullable
    Integer masters;

    @Option(
            names = {"--master-cpu", "--control-plane-cpu"},
            paramLabel = "N",
            description = "processors of each control plane (default: 2)")
    @Nullable
    Integer masterCpu;

    @Option(
            names = {"--master-memory", "--control-plane-memory"},
            paramLabel = "GIB",
            description = "memory of each control plane in GiB (default: 4)")
    @Nullable
    Integer masterMemory;

    @Option(
            names = {"--master-disk", "--control-plane-disk"},
            paramLabel = "GIB",
            description = "disk of each control plane in GiB (default: 20)")
    @Nullable
    Integer masterDisk;

    @Option(names = "--worker-cpu", paramLabel = "N", description = "processors of each worker (default: 1)")
    @Nullable
    Integer workerCpu;

    @Option(names = "--worker-memory", paramLabel = "GIB", description = "memory of each worker in GiB (default: 2)")
    @Nullable
    Integer workerMemory;

    @Option(names = "--worker-disk", paramLabel = "GIB", description = "disk of each worker in GiB (default: 10)")
    @Nullable
    Integer workerDisk;

    @Option(
            names = "--worker-extra-disk",
            paramLabel = "GIB",
            description = "an empty disk more for each worker, in GiB; may be repeated (launcher lima)")
    @Nullable
    List<Integer> workerExtraDisks;

    @Option(
            names = "--k8s-version",
            paramLabel = "VERSION",
            description = "Kubernetes version, for example v1.33.0 (default: latest stable)")
    @Nullable
    String version;

    @Option(names = "--cni", paramLabel = "NAME", description = "pod network: flannel or none (default: flannel)")
    @Nullable
    String cni;

    @Option(
            names = "--csi",
            paramLabel = "NAME",
            description = "storage: local-path-provisioner or none (default: local-path-provisioner)")
    @Nullable
    String csi;

    @Option(names = "--lb", paramLabel = "NAME", description = "load balancer: metallb or none (default: metallb)")
    @Nullable
    String loadBalancer;

    @Option(names = "--pod-cidr", paramLabel = "CIDR", description = "addresses of pods (default: 10.244.0.0/16)")
    @Nullable
    String podCidr;

    @Option(
            names = "--service-cidr",
            paramLabel = "CIDR",
            description = "addresses of Services (default: 10.96.0.0/12)")
    @Nullable
    String serviceCidr;

    @Option(
            names = "--proxy-mode",
            paramLabel = "MODE",
            description = "how kube-proxy serves Services: iptables, nftables (Kubernetes 1.31 and newer) or ipvs"
                    + " (deprecated from 1.35 on) (default: iptables)")
    @Nullable
    String proxyMode;

    @Option(
            names = "--control-plane-endpoint",
            paramLabel = "HOST[:PORT]",
            description = "a load balancer or virtual address of yours before the control planes")
    @Nullable
    String controlPlaneEndpoint;

    @Option(names = "--enable-swap", description = "leave swap on (Kubernetes 1.28 and newer)")
    boolean enableSwap;

    @Option(
            names = "--kubeadm-config",
            paramLabel = "FILE",
            description = "kubeadm documents merged over ours, section by section")
    @Nullable
    Path kubeadmConfig;

    @Option(
            names = "--launcher",
            paramLabel = "NAME",
            description = "where machines come from: lima, container, hosts or simulated (default: the best one that"
                    + " works here)")
    @Nullable
    String launcher;

    @Option(
            names = {"-t", "--template"},
            paramLabel = "NAME|FILE",
            description =
                    "operating system of the machines: an image, or a template of Lima or a file with one (default:"
                            + " the launcher's)")
    @Nullable
    String template;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "how long the cluster lives: 30m, 2h, 7d or 1h30m; then 'ohmykube serve' removes it, where it"
                    + " runs (default: until somebody removes it)")
    @Nullable
    String ttl;

    /**
     * What was said, options over the file. Throws {@link ExitException} for a file that cannot be read.
     *
     * @param directory where it was said, from which relative paths start
     */
    ClusterRequest request(Path directory) {
        ClusterRequest request =
                file == null ? ClusterRequest.empty() : ClusterRequest.ofYaml(read(file), file.toString());
        return request.from(directory)
                .with("metadata.ttl", ttl, "--ttl")
                .with("spec.nodes.workers[*].count", workers, "--workers")
                .with("spec.nodes.master.count", masters, "--masters")
                .with("spec.nodes.master.resources.cpu", masterCpu, "--master-cpu")
                .with("spec.nodes.master.resources.memory", masterMemory, "--master-memory")
                .with("spec.nodes.master.resources.disk", masterDisk, "--master-disk")
                .with("spec.nodes.workers[*].resources.cpu", workerCpu, "--worker-cpu")
                .with("spec.nodes.workers[*].resources.memory", workerMemory, "--worker-memory")
                .with("spec.nodes.workers[*].resources.disk", workerDisk, "--worker-disk")
                .with("spec.nodes.workers[*].resources.extraDisks", workerExtraDisks, "--worker-extra-disk")
                .with("spec.version", version, "--k8s-version")
                .with("spec.networking.cni", cni, "--cni")
                .with("spec.networking.podCIDR", podCidr, "--pod-cidr")
                .with("spec.networking.serviceCIDR", serviceCidr, "--service-cidr")
                .with("spec.networking.proxyMode", proxyMode, "--proxy-mode")
                .with("spec.networking.controlPlaneEndpoint", controlPlaneEndpoint, "--control-plane-endpoint")
                .with("spec.storage.csi", csi, "--csi")
                .with("spec.loadBalancer.type", loadBalancer, "--lb")
                .with("spec.enableSwap", enableSwap ? Boolean.TRUE : null, "--enable-swap")
                .with("spec.kubeadmConfig", kubeadmConfig == null ? null : read(kubeadmConfig), "--kubeadm-config")
                .with("spec.launcher", launcher, "--launcher")
                .with("spec.template", template == null ? null : absolute(directory, template), "--template");
    }

    /** A file is found again from wherever nodes are added later; all else is the launcher's own name for it. */
    private static String absolute(Path directory, String template) {
        boolean file = template.endsWith(".yaml") || template.endsWith(".yml");
        return file && !template.contains("://")
                ? directory.resolve(template).toAbsolutePath().normalize().toString()
                : template;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw ExitException.badInput("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw ExitException.badInput("file " + file + " is not text in UTF-8");
        } catch (IOException e) {
            throw ExitException.badInput("file " + file + " cannot be read: " + e.getMessage());
        }
    }
}
