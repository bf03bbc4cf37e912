package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.processes.validation.ProcessDifference;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Differences of processes for scripts. */
final class WorkflowDiffJson {
    private WorkflowDiffJson() {}

    static void write(JsonGenerator json, Map<String, List<ProcessDifference>> differences) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, List<ProcessDifference>> process : differences.entrySet()) {
            for (ProcessDifference difference : process.getValue()) {
                json.writeStartObject();
                json.writeStringField("process", process.getKey());
                json.writeStringField("change", difference.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("element", difference.id());
                json.writeStringField("kind", difference.element());
                json.writeArrayFieldStart("facts");
                for (ProcessDifference.Fact fact : difference.facts()) {
                    json.writeStartObject();
                    json.writeStringField("name", fact.name());
                    json.writeStringField("before", fact.before());
                    json.writeStringField("after", fact.after());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
