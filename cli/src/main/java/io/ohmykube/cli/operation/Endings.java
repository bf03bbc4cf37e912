package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.cli.view.Result;
import io.ohmykube.config.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person is told at the end of an operation, or when it stops before. */
final class Endings {
    private final Plan plan;
    private final String cluster;
    private final String kubeconfig;

    Endings(Plan plan, String cluster, String kubeconfig) {
        this.plan = plan;
        this.cluster = cluster;
        this.kubeconfig = kubeconfig;
    }

    String beforeAnything() {
        return interrupted() + " before it had begun anything: nothing was changed";
    }

    String beforeTheFirstStep() {
        return interrupted() + " before its first step: " + choices();
    }

    String onTheWay() {
        return interrupted() + "; what is done is kept: " + choices();
    }

    String whenDone(boolean changed) {
        return "interrupted when all was done: " + plan.summary(changed);
    }

    /** The result was shown, and only closing is left. */
    String afterwards(Result result) {
        return result.outcome() == Result.Outcome.DONE ? whenDone(true) : result.summary();
    }

    private String interrupted() {
        return plan.command() + " of cluster " + cluster + " was interrupted";
    }

    private String choices() {
        String name = "'ohmykube --name " + cluster;
        return name + " resume' goes on, " + name + " down' removes it";
    }

    /**
     * @param stop why it failed, where it did
     * @param found the cluster, unless it is gone
     * @param lastWords what is true where it was interrupted
     */
    Result result(Ending ending, Optional<Stop> stop, Optional<Cluster> found, Duration took, String lastWords) {
        List<Failure> failures =
                stop.map(why -> why.failures(ending.incidents())).orElse(List.of());
        Optional<PartialSuccess> partial = found.flatMap(cluster -> PartialSuccess.of(cluster, failures));
        String summary =
                switch (ending.outcome()) {
                    case DONE -> plan.summary(ending.changed());
                    case FAILED ->
                        partial.map(works -> works.summary(kubeconfig))
                                .orElse(plan.command() + " of cluster " + cluster + " failed");
                    case WAITING ->
                        plan.command() + " of cluster " + cluster + " waits for an answer; what is done is kept";
                    case REJECTED ->
                        plan.command() + " of cluster " + cluster + " ended at '" + ending.end()
                                + "': what it was to do from there on is not done";
                    case INTERRUPTED -> lastWords;
                };
        Map<String, String> details = ending.outcome() == Result.Outcome.DONE
                ? plan.details()
                : partial.isPresent() ? Map.of("kubeconfig", kubeconfig) : Map.of();
        Questions questions = new Questions(cluster);
        List<OpenQuestion> open = questions.of(ending.questions());
        List<Choice> next =
                switch (ending.outcome()) {
                    case WAITING -> questions.choices(open);
                    case REJECTED ->
                        List.of(new Choice("ohmykube --name " + cluster + " process show", "who said what"));
                    default -> stop.map(why -> why.choices(failures)).orElse(List.of());
                };
        return new Result(
                plan.command(),
                cluster,
                ending.outcome(),
                took,
                summary,
                ending.times(),
                failures,
                open,
                details,
                next);
    }
}
