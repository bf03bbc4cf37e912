package io.ohmykube.config;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The clusters of one home. Files are replaced atomically; directories are 0700 and files 0600. */
public interface ClusterStore {
    /** The clusters below {@code clusters/} of a home; the directory need not exist yet. */
    static ClusterStore in(Home home) {
        return new DirectoryClusterStore(home);
    }

    /** The names of all clusters, sorted. */
    List<String> names();

    /** The cluster of exactly that name. Throws {@link InvalidClusterException} when its file cannot be read. */
    Optional<Cluster> find(String name);

    /** As {@link #find}, throwing {@link InvalidClusterException} where there is none. */
    Cluster require(String name);

    /** Writes the cluster as it is, creating its directories. */
    void save(Cluster cluster);

    /** Reads, changes and writes the cluster as one step; all others who change it wait, of whichever program. */
    Cluster update(String name, UnaryOperator<Cluster> change);

    /** Removes the cluster's directory and all in it. Nothing happens where there is none. */
    void remove(String name);

    ClusterFiles files(String name);
}
