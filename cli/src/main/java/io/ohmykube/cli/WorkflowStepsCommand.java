package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.Table;
import io.ohmykube.workers.contract.StepInput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "steps",
        description = "List the steps that service tasks can have done: what they read, do, leave and raise.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube workflow steps",
            "  ohmykube workflow steps smokeTest",
            "  ohmykube workflow steps -o json"
        })
final class WorkflowStepsCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Parameters(paramLabel = "STEP", arity = "0..1", description = "all there is to know of this one")
    @Nullable
    String wanted;

    WorkflowStepsCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** All there are, in the order in which a reader meets them. */
    static List<CatalogueStep> all(Operations operations) {
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            return wiring.stepFacts().entrySet().stream()
                    .map(step -> new CatalogueStep(step.getKey(), step.getValue()))
                    .toList();
        }
    }

    @Override
    public Integer call() {
        List<CatalogueStep> all = all(operations);
        List<CatalogueStep> shown = wanted == null
                ? all
                : all.stream().filter(step -> step.bean().equals(wanted)).toList();
        if (shown.isEmpty()) {
            throw ExitException.badInput("there is no step '" + wanted + "'; 'ohmykube workflow steps' lists them");
        }
        if (session.options().output() != OutputFormat.TABLE) {
            Document.print(session, json -> write(shown, json));
        } else if (wanted == null) {
            Table table = new Table("STEP", "READS", "RAISES", "DOES");
            shown.forEach(step -> table.add(
                    step.bean(), step.reads(), String.join(", ", step.facts().raises()), step.does()));
            table.lines().forEach(session.terminal().out()::println);
        } else {
            shown.get(0).lines().forEach(session.terminal().out()::println);
        }
        return ExitCode.DONE;
    }

    private static void write(List<CatalogueStep> steps, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (CatalogueStep step : steps) {
            json.writeStartObject();
            json.writeStringField("step", step.bean());
            json.writeStringField("title", step.title());
            json.writeStringField("delegateExpression", step.expression());
            json.writeStringField("does", step.does());
            json.writeStringField("looksAt", CatalogueStep.plain(step.facts().looksAt()));
            json.writeArrayFieldStart("reads");
            for (StepInput input : step.facts().reads()) {
                json.writeStartObject();
                json.writeStringField("variable", input.variable());
                json.writeStringField("meaning", input.meaning());
                json.writeStringField("otherwise", input.otherwise());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("leaves", CatalogueStep.plain(step.facts().leaves()));
            json.writeArrayFieldStart("raises");
            for (String code : step.facts().raises()) {
                json.writeString(code);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
