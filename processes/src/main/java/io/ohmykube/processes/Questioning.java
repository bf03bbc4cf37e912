package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells of questions and takes their answers. What the engine says is true; the journal, which knows who answered and why,
 * is brought in line with it, whenever a process died in between.
 */
final class Questioning {
    private final OpenQuestions questions;
    private final Journal journal;
    private final StepListener listener;

    Questioning(OpenQuestions questions, Journal journal, StepListener listener) {
        this.questions = questions;
        this.journal = journal;
        this.listener = listener;
    }

    /** Whether the journal has a question of which the engine may know more. */
    boolean isDue() {
        return journal.steps().stream().anyMatch(Questioning::isOpen);
    }

    /** Tells what is asked and what is no longer asked, as far as that is news. */
    void tell(String run) {
        List<UserTask> open = questions.of(run);
        List<StepProgress> known = journal.steps();
        known.stream()
                .filter(step -> isOpen(step) && open.stream().noneMatch(question -> isAbout(step, question)))
                .forEach(step -> closed(run, step));
        for (UserTask question : open) {
            Optional<StepProgress> before =
                    known.stream().filter(step -> isAbout(step, question)).findFirst();
            if (before.map(StepProgress::state)
                    .filter(StepEvent.Kind.ASKED::equals)
                    .isEmpty()) {
                asked(run, question, before);
            }
        }
    }

    /**
     * Answers a question.
     *
     * @param step the question's step, as a person calls it; null where only one can be meant
     * @param node the node or add-on that it concerns; null where only one can be meant
     * @throws RunChangeException if there is no such question, or it is not clear which, or it has another answer already
     */
    void answer(String run, @Nullable String step, @Nullable String node, Answer answer) {
        List<UserTask> open = questions.of(run);
        List<UserTask> meant = open.stream()
                .filter(question -> (step == null || question.name().matches(step))
                        && (node == null || node.equals(question.node())))
                .toList();
        if (meant.size() > 1) {
            throw new RunChangeException("several questions are open; name one by --step and --node: " + names(meant));
        }
        if (meant.isEmpty()) {
            requireAnswered(open, step, node, answer);
            return;
        }
        UserTask question = meant.get(0);
        StepProgress asked = journal.steps().stream()
                .filter(known -> isAbout(known, question))
                .findFirst()
                .orElseThrow();
        // Written down first: who died after the engine has taken the answer could not tell any more who gave it.
        event(run, asked, StepEvent.Kind.ANSWERED, null, answer.toString());
        questions.complete(run, question, answer.approved());
        closed(
                run,
                journal.steps().stream()
                        .filter(known -> isAbout(known, question))
                        .findFirst()
                        .orElseThrow());
    }

    /** The same answer once more is no mistake: its process may have died before the run went on. */
    private void requireAnswered(List<UserTask> open, @Nullable String step, @Nullable String node, Answer answer) {
        Optional<StepEvent> last = journal.lastAnswer()
                .filter(event -> (step == null || new StepName(event.step(), event.title()).matches(step))
                        && (node == null || node.equals(event.node())));
        if (last.filter(event -> answer.agreesWith(event.message())).isPresent()) {
            return;
        }
        String asked = open.isEmpty() ? "nothing is asked there" : "what is asked is " + names(open);
        throw new RunChangeException(last.map(event -> event.title() + " has been answered: " + event.message())
                        .orElse("there is no such question")
                + "; " + asked);
    }

    private static String names(List<UserTask> questions) {
        return questions.stream()
                .map(question -> question.name().typed() + (question.node() == null ? "" : " of " + question.node()))
                .collect(Collectors.joining(", "));
    }

    private void asked(String run, UserTask question, Optional<StepProgress> before) {
        // One that was answered, and whose answer the engine never got, is still the same question.
        int attempt = before.map(step -> step.attempt() + (step.state() == StepEvent.Kind.ANSWERED ? 0 : 1))
                .orElse(1);
        listener.on(new StepEvent(
                Instant.now(),
                StepEvent.Kind.ASKED,
                question.process(),
                run,
                question.step(),
                question.title(),
                question.node(),
                attempt,
                null,
                question.question().toString()));
    }

    private void closed(String run, StepProgress step) {
        Optional<String> answer = step.state() == StepEvent.Kind.ANSWERED
                ? Optional.ofNullable(step.message())
                : questions
                        .answeredBy(run, step.step(), step.started())
                        .map(by -> "answered by " + by + " in the engine");
        event(
                run,
                step,
                answer.isPresent() ? StepEvent.Kind.DONE : StepEvent.Kind.CANCELLED,
                Duration.between(step.started(), Instant.now()).toMillis(),
                answer.orElse("no longer asked"));
    }

    private void event(
            String run, StepProgress step, StepEvent.Kind kind, @Nullable Long millis, @Nullable String message) {
        listener.on(new StepEvent(
                Instant.now(),
                kind,
                step.process(),
                run,
                step.step(),
                step.title(),
                step.node(),
                step.attempt(),
                millis,
                message));
    }

    private static boolean isOpen(StepProgress step) {
        return step.state() == StepEvent.Kind.ASKED || step.state() == StepEvent.Kind.ANSWERED;
    }

    private static boolean isAbout(StepProgress step, UserTask question) {
        return step.step().equals(question.step()) && Objects.equals(step.node(), question.node());
    }
}
