package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What steps say of themselves, where people read it. */
@Timeout(300)
class StepCatalogueTest {
    /** Has the page written anew, instead of compared. */
    private static final String UPDATE = "ohmykube.update";

    private static final Path PAGE = Path.of("../docs/steps.md");
    private static final String BEGIN = "<!-- by the steps themselves: begin -->\n";
    private static final String END = "<!-- end -->\n";

    /** Read by what stands around every step, to say what it is about. */
    private static final Set<String> AROUND = Set.of("cluster", "node", "addOn", "repairs");

    @TempDir
    Path directory;

    private Invocation ohmykube;
    private JsonNode steps;

    @BeforeEach
    void read() {
        ohmykube = new Invocation(directory);
        steps = done("workflow", "steps", "-o", "json").last();
    }

    @Test
    void everyStepSaysWhatItDoesReadsAndRaises() {
        assertThat(steps).hasSizeGreaterThan(40).allSatisfy(step -> {
            assertThat(step.path("does").asText()).isNotBlank();
            assertThat(step.path("delegateExpression").asText())
                    .isEqualTo("${" + step.path("step").asText() + "}");
        });
        assertThat(done("workflow", "steps", "createMachine").out())
                .contains("${createMachine}", "node: the node's name", "parallel: ", "3 where it is not set")
                .contains("raises    Err_MachineUnreachable");
        assertThat(done("workflow", "steps").out()).contains("smokeTest", "controlPlane");
        Invocation.Output unknown = ohmykube.run("workflow", "steps", "nothing");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("there is no step 'nothing'");
    }

    /** After a change: {@code -Dohmykube.update=true} writes the page anew. */
    @Test
    void thePageSaysWhatTheStepsSay() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String table = table();

        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }

    private String table() {
        List<String> lines = new ArrayList<>(List.of(
                "| bean | does | looks first at | variables besides `cluster` | leaves | may raise |",
                "| --- | --- | --- | --- | --- | --- |"));
        for (CatalogueStep step : WorkflowStepsCommand.all(ohmykube.operations())) {
            String reads = step.facts().reads().stream()
                    .map(input -> "`" + input.variable() + "`"
                            + (input.otherwise() == null ? "" : " (" + input.otherwise() + ")"))
                    .collect(Collectors.joining(", "));
            String raises =
                    step.facts().raises().stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "));
            lines.add(String.join(
                            " | ",
                            "| `" + step.bean() + "`",
                            step.facts().does(),
                            step.facts().looksAt(),
                            reads,
                            step.facts().leaves(),
                            raises)
                    + " |");
        }
        return String.join("\n", lines).replaceAll(" {2,}\\|", " |") + "\n";
    }

    /** Up and down: whatever a step asks its process for, it has to say. */
    @Test
    void stepsReadNoVariableThatTheyDoNotName() {
        Map<String, Set<String>> read = new ConcurrentHashMap<>();
        Invocation watched = ohmykube.around(factory -> new WatchedSteps(factory, read));
        for (String[] command : List.of(
                new String[] {"up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1"},
                new String[] {"down"})) {
            Invocation.Output output = watched.run(command);
            assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        }

        assertThat(read).hasSizeGreaterThan(20);
        assertThat(read.get("drainNode")).contains("wholeCluster");
        read.forEach((step, variables) -> {
            Set<String> unnamed = new TreeSet<>(variables);
            unnamed.removeAll(AROUND);
            find(step)
                    .path("reads")
                    .forEach(input -> unnamed.remove(input.path("variable").asText()));
            assertThat(unnamed).as(step).isEmpty();
        });
    }

    /** The rules of the schema for element templates that these have to keep to. */
    @Test
    void modelerIsOfferedEveryStepWithItsCheckpoints() throws IOException {
        Path file = directory.resolve("deep/er/ohmykube.json");
        done("workflow", "templates", "--to", file.toString());
        JsonNode templates = new ObjectMapper().readTree(file.toFile());

        assertThat(templates.toString())
                .isEqualTo(new ObjectMapper()
                        .readTree(done("workflow", "templates").out())
                        .toString());
        assertThat(templates).hasSize(steps.size() + 1);
        Set<String> ids = new HashSet<>();
        for (JsonNode template : templates) {
            assertThat(template.path("$schema").asText()).contains("@camunda/element-templates-json-schema");
            assertThat(template.path("name").asText()).isNotBlank();
            assertThat(ids.add(template.path("id").asText())).isTrue();
            assertThat(template.path("version").isInt()).isTrue();
            assertThat(template.at("/appliesTo/0").asText()).matches("bpmn:(Service|User)Task");
            assertThat(template.path("properties")).isNotEmpty().allSatisfy(property -> {
                assertThat(property.path("type").asText()).isIn("String", "Hidden");
                assertThat(property.at("/binding/type").asText()).isEqualTo("property");
                assertThat(property.at("/binding/name").asText()).isNotBlank();
            });
        }
        for (JsonNode step : steps) {
            assertThat(values(templates, "io.ohmykube.step." + step.path("step").asText()))
                    .containsEntry(
                            "camunda:delegateExpression",
                            step.path("delegateExpression").asText())
                    .containsEntry("camunda:asyncBefore", "true");
        }
        assertThat(values(templates, "io.ohmykube.question"))
                .containsEntry("camunda:asyncBefore", "true")
                .containsEntry("camunda:asyncAfter", "true");
    }

    /** What Modeler makes of a task that was given such a template, and a task that says nothing of its attempts. */
    @Test
    void aTaskMadeFromATemplateIsSound() throws IOException {
        done("workflow", "export", "addon-install", "--to", directory.toString());
        Path file = directory.resolve("addon-install.bpmn");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "camunda:delegateExpression=\"${applyAddOn}\"",
                                "camunda:modelerTemplate=\"io.ohmykube.step.applyAddOn\" camunda:modelerTemplateVersion=\"1\""
                                        + " camunda:delegateExpression=\"${applyAddOn}\"")
                        .replace(
                                "<camunda:failedJobRetryTimeCycle>${retryCycle}</camunda:failedJobRetryTimeCycle>",
                                ""));

        assertThat(done("workflow", "validate", file.toString()).out()).isEqualTo("sound\n");
    }

    private static Map<String, String> values(JsonNode templates, String id) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode template : templates) {
            if (template.path("id").asText().equals(id)) {
                template.path("properties")
                        .forEach(property -> values.put(
                                property.at("/binding/name").asText(),
                                property.path("value").asText()));
            }
        }
        return values;
    }

    private JsonNode find(String name) {
        for (JsonNode step : steps) {
            if (step.path("step").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name);
    }

    private Invocation.Output done(String... arguments) {
        Invocation.Output output = ohmykube.run(arguments);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        return output;
    }
}
