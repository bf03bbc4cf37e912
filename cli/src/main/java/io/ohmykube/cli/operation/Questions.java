package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.StepName;
import io.ohmykube.processes.UserTask;
import io.ohmykube.workers.contract.QuestionText;
import io.ohmykube.workers.contract.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions of one cluster's run that wait for a person, and how they are answered. */
public final class Questions {
    private final String cluster;

    public Questions(String cluster) {
        this.cluster = cluster;
    }

    /** Those that were written down; none where no run waits. Opens no engine. */
    public List<OpenQuestion> read(ClusterFiles files) {
        return Progress.read(files)
                .filter(newest -> Journal.isUnfinished(newest.state()))
                .map(this::of)
                .orElse(List.of());
    }

    /** What was answered last in the newest run; empty where nothing was. */
    public static Optional<String> lastAnswer(ClusterFiles files) {
        return Progress.read(files).stream()
                .flatMap(newest -> Journal.events(files, newest.run().id()).stream())
                .filter(event -> event.kind() == StepEvent.Kind.ANSWERED)
                .map(StepEvent::message)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later);
    }

    private List<OpenQuestion> of(Progress progress) {
        List<UserTask> open = progress.steps().stream()
                .filter(step -> step.state() == StepEvent.Kind.ASKED)
                .map(step -> new UserTask(
                        step.process(),
                        step.step(),
                        step.title(),
                        step.node(),
                        QuestionText.parse(step.message()),
                        step.started()))
                .toList();
        return of(open);
    }

    List<OpenQuestion> of(List<UserTask> open) {
        return open.stream().map(task -> of(task, open.size() == 1)).toList();
    }

    OpenQuestion of(UserTask task) {
        return of(task, true);
    }

    private OpenQuestion of(UserTask task, boolean only) {
        String approve = "ohmykube process approve " + cluster + (only ? "" : which(task.name(), task.node()));
        return new OpenQuestion(
                task.step(),
                task.title(),
                task.node(),
                task.question(),
                task.since(),
                List.of(
                        new Choice(approve, "says yes, and goes on"),
                        new Choice(approve + " --reject", "says no, and goes on")));
    }

    private static String which(StepName step, @Nullable String node) {
        return " --step " + step.typed() + (node == null ? "" : " --node " + node);
    }

    /** What may be done about all of them. */
    public List<Choice> choices(List<OpenQuestion> open) {
        List<Choice> choices = new ArrayList<>();
        open.forEach(question -> choices.addAll(question.next()));
        choices.add(new Choice("ohmykube --name " + cluster + " process cancel", "gives the whole run up"));
        return choices;
    }
}
