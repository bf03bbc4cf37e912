package io.ohmykube.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of one cluster, by name. Creates nothing by itself. */
public record ClusterFiles(Path directory) {
    public Path clusterYaml() {
        return directory.resolve("cluster.yaml");
    }

    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /** Key pair and known hosts. */
    public Path ssh() {
        return directory.resolve("ssh");
    }

    public Path privateKey() {
        return ssh().resolve("id_rsa");
    }

    public Path publicKey() {
        return ssh().resolve("id_rsa.pub");
    }

    public Path knownHosts() {
        return ssh().resolve("known_hosts");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    /** The commands run on a node and what they printed. */
    public Path nodeLog(String node) {
        return logs().resolve(node + ".log");
    }

    /**
     * The commands that one step of one run has run on nodes, over all its attempts.
     *
     * @param run id of the run
     * @param step id of the service task
     * @param about the node or add-on that it concerns; null where it concerns the cluster
     */
    public Path stepLog(String run, String step, @Nullable String about) {
        String name = about == null ? step : step + "." + about;
        return logs().resolve("steps").resolve(run).resolve(name + ".log");
    }

    /** The engine's H2 database, without its suffix. */
    public Path database() {
        return directory.resolve("engine");
    }

    /** There while the cluster's runs are in the database of a server. */
    public Path served() {
        return directory.resolve("served");
    }

    /** Locked by the process that runs an operation on this cluster. */
    public Path lock() {
        return directory.resolve("operation.lock");
    }

    /** The progress of the newest operation, replaced atomically. */
    public Path progress() {
        return directory.resolve("progress.json");
    }

    /** What was found of the nodes when somebody last looked, replaced atomically. */
    public Path health() {
        return directory.resolve("health.json");
    }

    /** Every event of every operation, one JSON document per line, only ever appended to. */
    public Path events() {
        return directory.resolve("events.jsonl");
    }

    /** Where a launcher that keeps state of its own keeps it. */
    public Path machines() {
        return directory.resolve("machines");
    }
}
