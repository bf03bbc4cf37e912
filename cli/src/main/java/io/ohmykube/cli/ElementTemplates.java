package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What Camunda Modeler offers for a task: each of our steps for a service task, and a question for a user task, complete
 * with the checkpoints that they need. In the form of element templates for Camunda 7.
 */
final class ElementTemplates {
    private static final String SCHEMA =
            "https://unpkg.com/@camunda/element-templates-json-schema@0.22.1/resources/schema.json";
    private static final String ID = "io.ohmykube.";
    private static final JsonFactory JSON = new JsonFactory();

    private ElementTemplates() {}

    /** All of them, as one file. */
    static String of(List<CatalogueStep> steps) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartArray();
            for (CatalogueStep step : steps) {
                write(step, json);
            }
            question(json);
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(CatalogueStep step, JsonGenerator json) throws IOException {
        String reads = step.reads().isEmpty() ? "" : " Reads: " + step.reads() + ".";
        String raises = step.facts().raises().isEmpty()
                ? ""
                : " Raises: " + String.join(", ", step.facts().raises()) + ".";
        begin(json, "step." + step.bean(), step.title(), step.does() + "." + reads + raises, "bpmn:ServiceTask");
        name(json, step.title());
        hidden(json, "camunda:delegateExpression", step.expression());
        hidden(json, "camunda:asyncBefore");
        end(json);
    }

    private static void question(JsonGenerator json) throws IOException {
        begin(
                json,
                "question",
                "Ask a person",
                "Waits for a person's answer, which is in the variable approved then. The question is the name, and in"
                        + " full the documentation.",
                "bpmn:UserTask");
        name(json, "Approve");
        hidden(json, "camunda:asyncBefore");
        hidden(json, "camunda:asyncAfter");
        end(json);
    }

    private static void begin(JsonGenerator json, String id, String name, String description, String element)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("name", "OhMyKube: " + name);
        json.writeStringField("id", ID + id);
        json.writeNumberField("version", 1);
        json.writeStringField("description", description);
        json.writeArrayFieldStart("appliesTo");
        json.writeString(element);
        json.writeEndArray();
        json.writeArrayFieldStart("properties");
    }

    private static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void name(JsonGenerator json, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("label", "Name");
        json.writeStringField("description", "what people see while it runs");
        json.writeStringField("type", "String");
        json.writeStringField("value", value);
        json.writeObjectFieldStart("constraints");
        json.writeBooleanField("notEmpty", true);
        json.writeEndObject();
        bound(json, "name");
    }

    private static void hidden(JsonGenerator json, String attribute, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Hidden");
        json.writeStringField("value", value);
        bound(json, attribute);
    }

    /** An attribute that is true. */
    private static void hidden(JsonGenerator json, String attribute) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Hidden");
        json.writeBooleanField("value", true);
        bound(json, attribute);
    }

    private static void bound(JsonGenerator json, String attribute) throws IOException {
        json.writeObjectFieldStart("binding");
        json.writeStringField("type", "property");
        json.writeStringField("name", attribute);
        json.writeEndObject();
        json.writeEndObject();
    }
}
