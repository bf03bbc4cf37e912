package io.ohmykube.cli.server;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.SharedEngine;
import io.ohmykube.processes.StepRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What there is to a process besides its record: the diagrams of what it runs, and what its steps have written. */
@RestController
@RequestMapping("/api/v1/clusters/{cluster}/processes/{process}")
@Tag(name = "clusters")
class EvidenceApi {
    /** Of a log its end is told, where it is longer. Bytes. */
    private static final int LONGEST_LOG = 1 << 20;

    private final ClusterStore store;
    private final ClusterLookup lookup;
    private final SharedEngine engine;
    private final Work work;

    EvidenceApi(ServerParts parts, SharedEngine engine) {
        this.store = parts.store();
        this.lookup = new ClusterLookup(store);
        this.engine = engine;
        this.work = parts.work();
    }

    @GetMapping(path = "/diagrams/{definition}", produces = MediaType.APPLICATION_XML_VALUE)
    @Operation(summary = "The BPMN of the process or of one that it calls, as it began with them")
    byte[] diagram(
            @PathVariable("cluster") String cluster,
            @PathVariable("process") String process,
            @PathVariable("definition") String definition) {
        RunRecord run = lookup.requireRun(cluster, process);
        // What a command began is in another database; there it was the workflow as it is now, or an earlier one.
        return engine.definition(run.run(), definition)
                .or(() -> work.workflow(definition))
                .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "the process has no such definition"));
    }

    @GetMapping(path = "/log", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "What a step has run on nodes, and what that printed; the end of it where it is long")
    byte[] log(
            @PathVariable("cluster") String cluster,
            @PathVariable("process") String process,
            @RequestParam("step") String step,
            @RequestParam(name = "node", required = false) @Nullable String node)
            throws IOException {
        RunRecord run = lookup.requireRun(cluster, process);
        // By what the record says, never by what was asked: the names become a path.
        StepRecord known = run.steps().stream()
                .filter(one -> one.step().equals(step) && Objects.equals(one.node(), node))
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "the process has no such step"));
        return end(store.files(cluster).stepLog(run.run(), known.step(), known.node()));
    }

    private static byte[] end(Path log) throws IOException {
        if (!Files.exists(log)) {
            return new byte[0];
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long skipped = Math.max(0, file.length() - LONGEST_LOG);
            file.seek(skipped);
            byte[] read = new byte[(int) Math.min(LONGEST_LOG, file.length() - skipped)];
            file.readFully(read);
            if (skipped == 0) {
                return read;
            }
            byte[] note = ("… " + skipped + " bytes before this are left out\n").getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[note.length + read.length];
            System.arraycopy(note, 0, all, 0, note.length);
            System.arraycopy(read, 0, all, note.length, read.length);
            return all;
        }
    }
}
