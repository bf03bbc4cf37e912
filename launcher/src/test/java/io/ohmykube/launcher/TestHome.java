package io.ohmykube.launcher;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A home directory of which only the places of files matter. */
public record TestHome(Home home) implements ClusterStore {
    @Override
    public ClusterFiles files(String name) {
        return home.cluster(name);
    }

    @Override
    public List<String> names() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Cluster> find(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cluster require(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(Cluster cluster) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cluster update(String name, UnaryOperator<Cluster> change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String name) {
        throw new UnsupportedOperationException();
    }
}
