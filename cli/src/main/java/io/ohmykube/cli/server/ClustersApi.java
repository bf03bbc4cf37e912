package io.ohmykube.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Answer;
import io.ohmykube.processes.RunRecords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Clusters, their nodes and their processes. What changes a cluster is answered as soon as it has begun. */
@RestController
@RequestMapping("/api/v1/clusters")
@Tag(name = "clusters")
class ClustersApi {
    private final ClusterStore store;
    private final ClusterLookup lookup;
    private final Work work;
    private final ClusterWork running;

    ClustersApi(ServerParts parts, ClusterWork running) {
        this.store = parts.store();
        this.lookup = new ClusterLookup(store);
        this.work = parts.work();
        this.running = running;
    }

    /** What was begun. */
    record Accepted(String cluster, String command, String summary) {}

    /** How long a cluster lives: text, or null, which has to be said. */
    record Living(@Schema(type = "string", nullable = true, example = "2h") @Nullable JsonNode ttl) {}

    /** From where a process goes on; without a step where it stopped. */
    record Retry(@Nullable String from, @Nullable String node) {}

    /** What a person says to a question; without a step to the only one. */
    record Answering(
            @Nullable String step, @Nullable String node, @Nullable Boolean approved, @Nullable String comment) {}

    @GetMapping
    @Operation(summary = "All clusters")
    List<Views.ClusterView> list() {
        return store.names().stream()
                .map(store::find)
                .flatMap(Optional::stream)
                .map(this::view)
                .toList();
    }

    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/yaml", "application/x-yaml", "text/yaml"})
    @Operation(summary = "Makes a cluster of a document, as 'ohmykube up -f' does")
    ResponseEntity<Accepted> create(@RequestBody String document) throws InterruptedException {
        Work.Order order = work.create(document);
        if (store.find(order.cluster()).isPresent()) {
            throw new Refusal(Refusal.Kind.CONFLICT, "there is a cluster '" + order.cluster() + "' already");
        }
        return begin(order.cluster(), order.plan());
    }

    @GetMapping("/{cluster}")
    @Operation(summary = "One cluster")
    Views.ClusterView get(@PathVariable("cluster") String cluster) {
        return view(require(cluster));
    }

    @DeleteMapping("/{cluster}")
    @Operation(summary = "Removes a cluster and all that was made for it")
    ResponseEntity<Accepted> remove(
            @PathVariable("cluster") String cluster,
            @RequestParam(name = "force", defaultValue = "false") boolean force)
            throws InterruptedException {
        require(cluster);
        return begin(cluster, work.down(cluster, force));
    }

    @PutMapping("/{cluster}/ttl")
    @Operation(summary = "Says how long a cluster lives from now on; null for until somebody removes it")
    Views.ClusterView live(@PathVariable("cluster") String cluster, @RequestBody Living living) {
        require(cluster);
        JsonNode ttl = living.ttl();
        if (ttl == null || !(ttl.isTextual() || ttl.isNull())) {
            throw new Refusal(Refusal.Kind.INVALID, "ttl: a time such as \"2h\" has to be said, or null for no end");
        }
        return view(work.live(cluster, ttl.isNull() ? null : ttl.textValue()));
    }

    @GetMapping("/{cluster}/nodes")
    @Operation(summary = "The nodes of a cluster")
    List<Views.NodeView> nodes(@PathVariable("cluster") String cluster) {
        return Views.nodes(require(cluster), store.files(cluster));
    }

    @PostMapping("/{cluster}/nodes")
    @Operation(summary = "Adds nodes")
    ResponseEntity<Accepted> addNodes(
            @PathVariable("cluster") String cluster, @RequestBody(required = false) Work.@Nullable NewNodes nodes)
            throws InterruptedException {
        require(cluster);
        return begin(
                cluster, work.add(cluster, nodes == null ? new Work.NewNodes(null, null, null, null, null) : nodes));
    }

    @DeleteMapping("/{cluster}/nodes/{node}")
    @Operation(summary = "Removes a node, its pods evicted first")
    ResponseEntity<Accepted> removeNode(
            @PathVariable("cluster") String cluster,
            @PathVariable("node") String node,
            @RequestParam(name = "force", defaultValue = "false") boolean force)
            throws InterruptedException {
        Cluster found = require(cluster);
        if (found.node(node).isEmpty() && found.status().node(node).isEmpty()) {
            throw new Refusal(Refusal.Kind.NOT_FOUND, "cluster '" + cluster + "' has no such node");
        }
        return begin(cluster, work.delete(cluster, List.of(node), force));
    }

    @GetMapping("/{cluster}/processes")
    @Operation(summary = "The processes of a cluster, the newest first")
    List<Views.Brief> processes(@PathVariable("cluster") String cluster) {
        require(cluster);
        List<Views.Brief> all = new ArrayList<>(RunRecords.read(store.files(cluster)).stream()
                .map(run -> Views.brief(cluster, run))
                .toList());
        Collections.reverse(all);
        return all;
    }

    @GetMapping("/{cluster}/processes/{process}")
    @Operation(summary = "A process with its steps, attempts and incidents")
    Views.ProcessView process(@PathVariable("cluster") String cluster, @PathVariable("process") String process) {
        return Views.process(cluster, lookup.requireRun(cluster, process));
    }

    @PostMapping("/{cluster}/processes/{process}/retry")
    @Operation(summary = "Goes on with a process that stopped; what failed gets all its attempts again")
    ResponseEntity<Accepted> retry(
            @PathVariable("cluster") String cluster,
            @PathVariable("process") String process,
            @RequestBody(required = false) @Nullable Retry retry)
            throws InterruptedException {
        lookup.requireUnfinished(cluster, process);
        return begin(
                cluster,
                work.resume(cluster, retry == null ? null : retry.from(), retry == null ? null : retry.node()));
    }

    @PostMapping("/{cluster}/processes/{process}/answers")
    @Operation(summary = "Answers what a process asks, and goes on with it; the same answer once more changes nothing")
    ResponseEntity<Accepted> answer(
            @PathVariable("cluster") String cluster,
            @PathVariable("process") String process,
            @RequestBody Answering answering,
            Principal person)
            throws InterruptedException {
        lookup.requireUnfinished(cluster, process);
        if (answering.approved() == null) {
            throw new Refusal(Refusal.Kind.INVALID, "approved: true or false has to be said");
        }
        Views.QuestionView question = asked(cluster, process, answering);
        Answer answer = new Answer(answering.approved(), person.getName(), answering.comment());
        return begin(cluster, work.answer(cluster, question.step(), question.node(), answer));
    }

    @PostMapping("/{cluster}/processes/{process}/interrupt")
    @Operation(summary = "Stops a process at its checkpoint; retry goes on with it")
    ResponseEntity<Accepted> interrupt(
            @PathVariable("cluster") String cluster, @PathVariable("process") String process) {
        lookup.requireUnfinished(cluster, process);
        if (!running.interrupt(cluster)) {
            throw new Refusal(Refusal.Kind.CONFLICT, "the process does not run here");
        }
        return ResponseEntity.accepted()
                .body(new Accepted(cluster, "interrupt", "the process stops at its checkpoint"));
    }

    @PostMapping("/{cluster}/processes/{process}/cancel")
    @Operation(summary = "Gives a process up; what it made stays")
    ResponseEntity<Accepted> cancel(@PathVariable("cluster") String cluster, @PathVariable("process") String process)
            throws InterruptedException {
        lookup.requireUnfinished(cluster, process);
        running.interrupt(cluster);
        running.awaitRest(cluster);
        return begin(cluster, work.cancel(cluster));
    }

    private Views.QuestionView asked(String cluster, String process, Answering answering) {
        List<Views.QuestionView> meant =
                Views.process(cluster, lookup.requireRun(cluster, process)).questions().stream()
                        .filter(question ->
                                answering.step() == null || answering.step().equals(question.step()))
                        .filter(question ->
                                answering.node() == null || answering.node().equals(question.node()))
                        .toList();
        if (meant.size() != 1) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    meant.isEmpty()
                            ? "nothing like that is asked"
                            : "several things are asked; say which step and node");
        }
        return meant.get(0);
    }

    private ResponseEntity<Accepted> begin(String cluster, Plan plan) throws InterruptedException {
        String summary = running.begin(cluster, plan);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/clusters/" + cluster))
                .body(new Accepted(cluster, plan.command(), summary));
    }

    private Views.ClusterView view(Cluster cluster) {
        return Views.cluster(cluster, store.files(cluster.name()));
    }

    private Cluster require(String cluster) {
        return lookup.require(cluster);
    }
}
