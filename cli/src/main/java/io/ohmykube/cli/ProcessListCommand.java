package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.cli.view.Table;
import io.ohmykube.cli.view.Text;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.RunRecords;
import io.ohmykube.workers.contract.StepEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Show every run on the cluster, the newest last.",
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube process list --name dev", "  ohmykube process list -o json"})
final class ProcessListCommand implements Callable<Integer> {
    private final Session session;

    ProcessListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String cluster = session.existingCluster().name();
        List<RunRecord> runs = RunRecords.read(session.store().files(cluster));
        if (session.options().output() == OutputFormat.TABLE) {
            print(cluster, runs);
        } else {
            runs.forEach(run -> Document.print(session, json -> {
                json.writeStartObject();
                RunJson.writeFacts(json, run);
                json.writeEndObject();
            }));
        }
        return ExitCode.DONE;
    }

    private void print(String cluster, List<RunRecord> runs) {
        PrintStream out = session.terminal().out();
        if (runs.isEmpty()) {
            out.println("nothing was run on cluster " + cluster + " yet");
            return;
        }
        Table table = new Table("RUN", "COMMAND", "STATE", "STARTED", "TOOK", "STEPS", "FAILED");
        for (RunRecord run : runs) {
            table.add(
                    RunChoice.shortest(run, runs),
                    ProcessWords.command(run.process()),
                    RunWords.of(run.state()),
                    RunWords.time(run.started(), session.clock().getZone()),
                    Text.duration(run.worked()),
                    run.count(StepEvent.Kind.DONE) + "/" + run.steps().size(),
                    Integer.toString(run.failed().size()));
        }
        table.lines().forEach(out::println);
    }
}
