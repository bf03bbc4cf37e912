package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Whether etcd of a cluster is well enough to take further members. */
final class ControlPlaneAddition {
    private ControlPlaneAddition() {}

    /**
     * etcd takes a new member only where those that run are a majority also with one that has not come yet. Throws
     * {@link ExitException} where they are not.
     *
     * @param answering finds the control planes whose API server answers
     */
    static void require(Cluster cluster, Function<Cluster, Set<String>> answering) {
        List<String> members = Members.of(cluster).controlPlanes();
        Set<String> found = AnsweringApis.of(cluster, members, answering);
        List<String> away =
                members.stream().filter(name -> !found.contains(name)).toList();
        int quorum = members.size() == 1 ? 1 : (members.size() + 1) / 2 + 1;
        if (members.size() - away.size() < quorum) {
            String name = "'ohmykube --name " + cluster.name();
            throw ExitException.badInput("cluster '" + cluster.name() + "' takes no further control plane now: the API"
                    + " server of " + String.join(", ", away) + " does not answer, and etcd adds a member only where "
                    + quorum + " run; " + name + " start' starts what is down"
                    + (away.size() < members.size()
                            ? ", " + name + " delete " + away.get(0) + " --force' removes what is lost for good"
                            : ""));
        }
    }
}
