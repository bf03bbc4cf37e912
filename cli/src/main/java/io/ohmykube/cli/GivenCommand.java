package io.ohmykube.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.cli.operation.Commands;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.Window;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** The command that was typed, given to a server: what that prints is printed here, and Ctrl-C goes there. */
final class GivenCommand {
    /** The rest of the time that there is for last words is for the way. */
    private static final Duration LAST_WORDS = Duration.ofMillis(600);

    private static final int GIVEN_ALREADY = 409;

    private final Session session;
    private final Interrupts interrupts;
    private final RunningServer server;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<String> id = new CompletableFuture<>();
    private final Terminal terminal;

    GivenCommand(Session session, Interrupts interrupts, RunningServer server) {
        this.session = session;
        this.interrupts = interrupts;
        this.server = server;
        this.terminal = session.terminal();
        this.http = server.client();
    }

    /** Returns the exit code; empty where no server of ours is there after all, and nothing was begun. */
    OptionalInt run() {
        interrupts.listen(new Interrupts.Interruptible() {
            @Override
            public void stop() {
                ask("interrupt");
            }

            @Override
            public void abandon() {
                ask("abandon");
                awaitEnd();
            }
        });
        try {
            HttpResponse<Stream<String>> answer = give();
            if (RunningServer.IS_NONE.contains(answer.statusCode())) {
                return OptionalInt.empty();
            }
            if (answer.statusCode() == GIVEN_ALREADY) {
                throw lost("it has begun, and its answer did not come through");
            }
            if (answer.statusCode() != 200) {
                throw ExitException.failed("the server at " + server.url() + " refuses the command: "
                        + answer.body().collect(Collectors.joining("\n")));
            }
            return OptionalInt.of(answer.body()
                    .flatMapToInt(line -> show(line).stream())
                    .findFirst()
                    .orElseThrow(() -> lost("its answer ended")));
        } catch (ConnectException e) {
            return OptionalInt.empty();
        } catch (SSLHandshakeException e) {
            throw ExitException.failed("the server at " + server.url() + " does not show the certificate in "
                    + server.certificate() + ", so the command was not given to it; where that file was renewed, start"
                    + " 'ohmykube serve' again");
        } catch (IOException | UncheckedIOException e) {
            throw lost(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(ExitCode.INTERRUPTED);
        } finally {
            ended.countDown();
        }
    }

    /** Gives it once more where the connection ended before any answer: the server takes what has one key only once. */
    private HttpResponse<Stream<String>> give() throws IOException, InterruptedException {
        HttpRequest command = HttpRequest.newBuilder(server.post("/commands", body()), (name, value) -> true)
                .header(Commands.KEY, UUID.randomUUID().toString())
                .build();
        try {
            return http.send(command, HttpResponse.BodyHandlers.ofLines());
        } catch (ConnectException | SSLHandshakeException e) {
            throw e;
        } catch (IOException e) {
            try {
                return http.send(command, HttpResponse.BodyHandlers.ofLines());
            } catch (IOException again) {
                // Not as a server that is none: this one may have begun.
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private ExitException lost(String why) {
        return ExitException.failed("the server at " + server.url() + " was lost (" + why
                + "); what it had begun goes on when 'ohmykube serve' runs again");
    }

    /** Prints what a line brings; the exit code where it brings that. */
    private OptionalInt show(String line) {
        try {
            JsonNode told = json.readTree(line);
            if (told.has("id")) {
                id.complete(told.path("id").asText());
            }
            terminal.out().print(told.path("out").asText(""));
            terminal.out().flush();
            terminal.err().print(told.path("err").asText(""));
            terminal.err().flush();
            return told.has("exit") ? OptionalInt.of(told.path("exit").asInt()) : OptionalInt.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String body() throws IOException {
        Map<String, String> environment = new HashMap<>(session.environment());
        environment.put("OHMYKUBE_HOME", session.home().root().toString());
        environment.computeIfPresent("KUBECONFIG", (name, files) -> Stream.of(files.split(File.pathSeparator, -1))
                .map(file ->
                        file.isBlank() ? file : Path.of(file).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        if (terminal.interactive()) {
            environment.put(Window.VARIABLE, Window.told());
        }
        return json.writeValueAsString(new Commands.Given(
                session.arguments(),
                environment,
                session.directory().toAbsolutePath().toString(),
                terminal.interactive(),
                terminal.colour(),
                terminal.unicode()));
    }

    /** What is asked before the server has named the command is told it as soon as it has. */
    private void ask(String what) {
        var unused = id.thenAccept(named -> tell(named, what));
    }

    private void tell(String named, String what) {
        try {
            http.send(server.post("/commands/" + named + "/" + what, ""), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            terminal.err().println("warning: the server cannot be asked to stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            if (!ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                terminal.err().println();
                terminal.err().println("the server goes on to stop; 'ohmykube status' tells how far it is");
                terminal.err().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
