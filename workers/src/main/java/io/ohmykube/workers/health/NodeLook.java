package io.ohmykube.workers.health;

import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.health.NodeHealth.State;
import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NodeObject;
import io.ohmykube.workers.kubectl.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found at one node: its machine, the way to it and, on a control plane, the API server.
 *
 * @param health of the machine and the way to it alone
 * @param members what the API server there says of all nodes; null where it was not asked or did not answer
 * @param apiProblem why the API server there did not answer; null where it did, or was not asked
 */
record NodeLook(NodeHealth health, Role role, @Nullable List<NodeObject> members, @Nullable String apiProblem) {
    static NodeLook at(NodeStatus node, Launcher launcher, String cluster, Remotes remotes, Duration limit) {
        Optional<Machine> machine;
        try {
            machine = launcher.get(cluster, node.name());
        } catch (LauncherException e) {
            return only(node, State.UNKNOWN, "launcher " + launcher.name() + ": " + firstLine(e));
        }
        if (machine.isEmpty()) {
            return only(node, State.DOWN, "its machine is gone");
        }
        return switch (machine.get().state()) {
            case STOPPED ->
                node.isStopped() ? only(node, State.STOPPED, null) : only(node, State.DOWN, "its machine is stopped");
            case BROKEN -> only(node, State.DOWN, "its machine is broken: it runs only in part, or does not answer");
            case RUNNING -> over(node, machine.get(), remotes, limit);
        };
    }

    /** What is said of a node that did not answer in time. */
    static NodeLook late(NodeStatus node, Duration limit) {
        return only(node, State.UNREACHABLE, "no answer within " + limit.toSeconds() + " s");
    }

    private static NodeLook over(NodeStatus node, Machine machine, Remotes remotes, Duration limit) {
        try {
            Remote remote = remotes.to(machine);
            if (node.role() != Role.CONTROL_PLANE) {
                remote.execute(Command.of("true").withTimeout(limit));
                return only(node, State.HEALTHY, null);
            }
            // In one go, so that a slow connection is made once within the time there is.
            return asked(node, new Kubectl(remote, Patience.NONE), limit);
        } catch (RemoteException | IllegalArgumentException e) {
            return only(node, State.UNREACHABLE, firstLine(e));
        }
    }

    private static NodeLook asked(NodeStatus node, Kubectl kubectl, Duration limit) {
        NodeHealth reached = new NodeHealth(node.name(), State.HEALTHY, null, null);
        try {
            return new NodeLook(reached, node.role(), kubectl.nodesWithin(limit), null);
        } catch (ApiUnavailableException | CommandFailedException e) {
            return new NodeLook(reached, node.role(), null, firstLine(e));
        }
    }

    private static NodeLook only(NodeStatus node, State state, @Nullable String cause) {
        return new NodeLook(new NodeHealth(node.name(), state, cause, null), node.role(), null, null);
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
