package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.cli.view.Table;
import io.ohmykube.cli.view.Text;
import io.ohmykube.config.ClusterStore;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "tasks",
        description = {
            "List what runs ask people, on all clusters or on the one named: a run waits until it is answered.",
            "With -o json each question is one JSON object on one line."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube process tasks", "  ohmykube process tasks -o json"})
final class ProcessTasksCommand implements Callable<Integer> {
    /** Characters of a run's id that tell it from others, as a rule. */
    private static final int SHORT = 8;

    private final Session session;

    ProcessTasksCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ClusterStore store = session.store();
        String named = session.options().name;
        List<WaitingRun> waiting = WaitingRun.of(
                store,
                named == null ? store.names() : List.of(store.require(named).name()));
        if (session.options().output() == OutputFormat.TABLE) {
            print(waiting);
        } else {
            waiting.forEach(run -> run.questions().forEach(question -> print(run, question)));
        }
        return ExitCode.DONE;
    }

    private void print(WaitingRun waiting, OpenQuestion question) {
        Document.print(session, json -> {
            json.writeStartObject();
            json.writeStringField("cluster", waiting.run().cluster());
            json.writeStringField("run", waiting.run().id());
            json.writeStringField("command", ProcessWords.command(waiting.run().process()));
            question.writeFields(json);
            json.writeEndObject();
        });
    }

    private void print(List<WaitingRun> waiting) {
        PrintStream out = session.terminal().out();
        if (waiting.isEmpty()) {
            out.println("nothing is asked");
            return;
        }
        Table table = new Table("CLUSTER", "RUN", "COMMAND", "ASKED", "AGO", "QUESTION");
        for (WaitingRun run : waiting) {
            for (OpenQuestion question : run.questions()) {
                table.add(
                        run.run().cluster(),
                        run.run()
                                .id()
                                .substring(0, Math.min(SHORT, run.run().id().length())),
                        ProcessWords.command(run.run().process()),
                        Text.harmless(
                                Objects.requireNonNullElse(question.question().asked(), "-")),
                        Ago.of(question.since(), session.clock()),
                        question(question));
            }
        }
        table.lines().forEach(out::println);
        out.println();
        Choice.lines(waiting.stream()
                        .flatMap(run -> run.questions().stream())
                        .flatMap(question -> question.next().stream())
                        .toList())
                .forEach(line -> out.println("  " + line));
    }

    private static String question(OpenQuestion question) {
        String title = question.title() + (question.node() == null ? "" : " on " + question.node());
        String text = question.question().text();
        return Text.harmless(text == null ? title : title + ": " + Text.firstLine(text));
    }
}
