package io.ohmykube.workers.delegate;

import io.ohmykube.config.HookPoint;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.node.UserHooks;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Runs the user's scripts of one point on a node's machine. */
final class RunHooksDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final HookPoint point;
    private final UserHooks hooks = new UserHooks();

    RunHooksDelegate(NodeFinder nodes, HookPoint point) {
        this.nodes = nodes;
        this.point = point;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess node = nodes.node(execution);
        return hooks.run(
                node.remote(),
                point.words(),
                node.spec().custom().hooks(point),
                node.cluster().name(),
                node.name(),
                node.role().label());
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("runs the user's scripts of that point that have not ended well on the machine; "
                        + "passed by where `customised` is not true. A script that fails is an incident at once")
                .looksAt("machine")
                .reads(StepInput.NODE)
                .leaves("what the scripts do")
                .raises(ErrorCodes.MACHINE_UNREACHABLE);
    }
}
