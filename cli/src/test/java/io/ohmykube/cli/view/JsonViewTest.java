package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.workers.contract.FailureText;
import io.ohmykube.workers.contract.StepEvent.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonViewTest {
    @Test
    void everyLineIsOneDocumentAndTheLastIsTheResult() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        JsonView view = new JsonView(new Terminal(out, out, false, false, false));
        view.begin(new Heading("up", "dev", "Creating \"dev\"", List.of()));
        view.on(Events.event(Kind.FAILED, "Join node", "w1", 2, 1500L, "two\nlines"));
        view.end(new Result(
                "up",
                "dev",
                Result.Outcome.FAILED,
                Duration.ofMillis(2500),
                "failed",
                List.of(new StepTime("Task_JoinNode", "Join node", 1, Duration.ofSeconds(1), Duration.ofSeconds(1))),
                List.of(new Failure(
                        "Task_JoinNode",
                        "Join node",
                        "w1",
                        2,
                        new FailureText("two\nlines", null, 2, null, null),
                        List.of("lines"),
                        null,
                        List.of(new Choice("resume", "goes on")))),
                List.of(),
                Map.of("kubeconfig", "/k"),
                List.of(new Choice("resume", "goes on"))));

        List<JsonNode> documents = new ArrayList<>();
        for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
            documents.add(new ObjectMapper().readTree(line));
        }

        assertThat(documents).hasSize(3);
        assertThat(documents.get(1).path("event").asText()).isEqualTo("FAILED");
        assertThat(documents.get(1).path("node").asText()).isEqualTo("w1");
        assertThat(documents.get(1).path("message").asText()).isEqualTo("two\nlines");
        assertThat(documents.get(1).path("seconds").asDouble()).isEqualTo(1.5);
        JsonNode result = documents.get(2);
        assertThat(result.path("event").asText()).isEqualTo("RESULT");
        assertThat(result.path("result").asText()).isEqualTo("FAILED");
        assertThat(result.path("seconds").asDouble()).isEqualTo(2.5);
        assertThat(result.path("kubeconfig").asText()).isEqualTo("/k");
        assertThat(result.at("/steps/0/longest").asDouble()).isEqualTo(1.0);
        assertThat(result.at("/failures/0/log").isNull()).isTrue();
        assertThat(result.at("/failures/0/step").asText()).isEqualTo("Task_JoinNode");
        assertThat(result.at("/failures/0/attempt").asInt()).isEqualTo(2);
        assertThat(result.at("/failures/0/cause").asText()).isEqualTo("two\nlines");
        assertThat(result.at("/failures/0/lastCause").isNull()).isTrue();
        assertThat(result.at("/failures/0/tail/0").asText()).isEqualTo("lines");
        assertThat(result.at("/failures/0/next/0").asText()).isEqualTo("resume");
        assertThat(result.at("/next/0").asText()).isEqualTo("resume");
    }
}
