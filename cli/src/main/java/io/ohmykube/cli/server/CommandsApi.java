package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Commands;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.OutputStream;
import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Commands of the user whose server this is, who could as well run them by himself: nobody else may give them, no
 * administrator either. The answer comes line by line, each a document: {@code id}, then {@code out} and {@code err} as the
 * command prints them, {@code exit} at the end.
 */
@RestController
@RequestMapping("/api/v1/commands")
@Hidden
class CommandsApi {
    private static final Logger LOG = LoggerFactory.getLogger(CommandsApi.class);
    private static final MediaType LINES = MediaType.parseMediaType("application/x-ndjson");
    private static final int FAILED = 1;
    /** Of many minutes: a command is sent again at once, or never. */
    private static final int KEYS_KEPT = 1000;

    private final Commands commands;
    private final ClusterWork work;
    private final Map<String, CommandRun> running = new ConcurrentHashMap<>();
    private final Map<String, Boolean> given = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEYS_KEPT;
        }
    });

    CommandsApi(ServerParts parts, ClusterWork work) {
        this.commands = parts.commands();
        this.work = work;
    }

    @PostMapping
    ResponseEntity<StreamingResponseBody> run(
            @RequestBody Commands.Given command,
            @RequestHeader(name = Commands.KEY, required = false) @Nullable String key,
            Principal whose) {
        RunFile.requireOwn(whose);
        if (key != null && given.putIfAbsent(key, true) != null) {
            throw new Refusal(Refusal.Kind.CONFLICT, "this command was given already");
        }
        return ResponseEntity.ok().contentType(LINES).body(out -> carryOut(command, out));
    }

    @PostMapping("/{id}/interrupt")
    ResponseEntity<Void> interrupt(@PathVariable("id") String id, Principal whose) {
        return tell(id, whose, CommandRun::interrupt);
    }

    @PostMapping("/{id}/abandon")
    ResponseEntity<Void> abandon(@PathVariable("id") String id, Principal whose) {
        return tell(id, whose, CommandRun::abandon);
    }

    /** Goes on to its end also where whoever gave the command hears nothing any more. */
    private void carryOut(Commands.Given command, OutputStream out) {
        String id = UUID.randomUUID().toString();
        CommandRun run = new CommandRun(out);
        running.put(id, run);
        try {
            run.say("id", id);
            run.end(commands.run(command, run.stream("out"), run.stream("err"), run, work::carryOut));
        } catch (RuntimeException e) {
            LOG.warn("a command came to nothing", e);
            run.say("err", "error: " + e.getMessage() + "\n");
            run.end(FAILED);
        } finally {
            running.remove(id);
        }
    }

    private ResponseEntity<Void> tell(String id, Principal whose, Consumer<CommandRun> what) {
        RunFile.requireOwn(whose);
        CommandRun run = running.get(id);
        if (run == null) {
            throw new Refusal(Refusal.Kind.NOT_FOUND, "there is no such command");
        }
        what.accept(run);
        return ResponseEntity.accepted().build();
    }
}
