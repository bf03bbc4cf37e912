package io.ohmykube.config;

import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Sequence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of a cluster, and nothing else: a file, and options that win over it. Immutable.
 *
 * <p>What was not said comes from the defaults where the cluster is new, and stays as it is where it exists. All
 * problems, of reading and of validation, are found at once, and name the option where an option said it.
 */
public final class ClusterRequest {
    /** In a path: the workers of all groups. */
    private static final String EVERY_WORKER = "spec.nodes.workers[*].";

    private static final String CONTROL_PLANE = "spec.nodes.master";
    private static final String CONTROL_PLANES = CONTROL_PLANE + ".count";

    private static final Path HERE = Path.of("");

    private final Mapping document;
    private final Mapping everyWorker;
    private final Map<String, String> origins;
    private final @Nullable Path base;

    private ClusterRequest(Mapping document, Mapping everyWorker, Map<String, String> origins, @Nullable Path base) {
        this.document = document;
        this.everyWorker = everyWorker;
        this.origins = Map.copyOf(origins);
        this.base = base;
    }

    /** Nothing was said. */
    public static ClusterRequest empty() {
        return new ClusterRequest(Mapping.EMPTY, Mapping.EMPTY, Map.of(), HERE);
    }

    /**
     * What a file says; its {@code status} is not heeded.
     *
     * @param source what to call the text in messages, for example the file's name
     * @throws InvalidClusterException if it is not YAML
     */
    public static ClusterRequest ofYaml(String text, String source) {
        YamlNode document = ClusterYaml.parse(text, source);
        if (!(document instanceof Mapping mapping)) {
            throw new InvalidClusterException(source, "is " + document.kindName() + "; a mapping is expected");
        }
        return new ClusterRequest(mapping, Mapping.EMPTY, Map.of(), HERE);
    }

    /** The same, with relative paths that start from that directory; without this, from where the program was started. */
    public ClusterRequest from(Path directory) {
        return new ClusterRequest(document, everyWorker, origins, directory);
    }

    /** The same, for whoever has no right to this computer's files: it may name none of them. */
    public ClusterRequest withoutFiles() {
        return new ClusterRequest(document, everyWorker, origins, null);
    }

    /**
     * Sets one field, whatever the file says of it; where the file has a list on the way, in all its entries.
     *
     * @param path for example {@code spec.networking.cni}; {@code spec.nodes.workers[*].resources.cpu} and
     *     {@code spec.nodes.workers[*].count} mean all workers
     * @param value null changes nothing
     * @param origin what messages call the field instead of its path, for example {@code --cni}
     * @throws InvalidClusterException for a number of control planes where the file lists them one by one
     */
    public ClusterRequest with(String path, @Nullable Object value, String origin) {
        if (value == null) {
            return this;
        }
        Map<String, String> named = new LinkedHashMap<>(origins);
        named.put(path, origin);
        if (path.equals(CONTROL_PLANES) && at(CONTROL_PLANE) instanceof Sequence) {
            throw new InvalidClusterException(
                    origin, "the file lists the control planes one by one; leave the number out, or change the list");
        }
        YamlNode node = YamlNode.fromJava(value);
        if (path.startsWith(EVERY_WORKER)) {
            List<String> keys = List.of(path.substring(EVERY_WORKER.length()).split("\\.", -1));
            return new ClusterRequest(document, set(everyWorker, keys, node), named, base);
        }
        return new ClusterRequest(set(document, List.of(path.split("\\.", -1)), node), everyWorker, named, base);
    }

    /** As {@link #with}, where nothing was said of the field. */
    public ClusterRequest withUnlessSaid(String path, @Nullable Object value, String origin) {
        return at(path) == null ? with(path, value, origin) : this;
    }

    private @Nullable YamlNode at(String path) {
        YamlNode said = document;
        for (String key : path.split("\\.", -1)) {
            said = said instanceof Mapping mapping ? mapping.get(key) : null;
        }
        return said;
    }

    /**
     * The same, where a time to live that was said ({@code metadata.ttl}) begins at that moment. One that cannot be read
     * becomes a problem later, with all others.
     *
     * @throws InvalidClusterException where {@code metadata.expires} was said instead, and lies before that moment
     */
    public ClusterRequest livingFrom(Instant begin) {
        Optional<Instant> end = Optional.ofNullable(metadata().text("ttl"))
                .flatMap(TimeToLive::read)
                .map(length -> length.from(begin));
        if (end.isPresent()) {
            Mapping settled = set(
                    document,
                    List.of("metadata", "expires"),
                    YamlNode.fromJava(end.get().toString()));
            Mapping unsaid = set(settled, List.of("metadata", "ttl"), YamlNode.fromJava(null));
            return new ClusterRequest(unsaid, everyWorker, origins, base);
        }
        expires().filter(moment -> !moment.isAfter(begin)).ifPresent(moment -> {
            throw new InvalidClusterException(
                    "metadata.expires",
                    moment + " is over; say how long the cluster is to live, for example metadata.ttl: 2h");
        });
        return this;
    }

    /** When the cluster is to be removed, where that was said and can be read. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(metadata().moment("expires"));
    }

    private Fields metadata() {
        YamlNode metadata = document.get("metadata");
        return Fields.of("metadata", metadata == null ? Mapping.EMPTY : metadata, new ArrayList<>());
    }

    /** The cluster's name, where one was said. */
    public Optional<String> name() {
        return document.get("metadata") instanceof Mapping metadata
                ? Optional.ofNullable(metadata.text("name"))
                : Optional.empty();
    }

    /**
     * A cluster that does not exist yet: what was said over the defaults, validated and expanded.
     *
     * @param name used where none was said
     * @throws InvalidClusterException with all problems
     */
    public Cluster create(String name, ClusterValidator validator) {
        List<Problem> problems = new ArrayList<>();
        AskedNode every = every(problems);
        List<AskedNode> unsaid = List.of(AskedNode.NOTHING.withCount(ClusterDefaults.WORKERS));
        AskedCluster asked = new ClusterReader(problems, base).read(document).withEvery(every, unsaid, problems);
        Cluster cluster = asked.over(ClusterDefaults.cluster(name));
        problems.addAll(validator.validate(cluster));
        refuse(problems);
        return NodeNames.expand(cluster);
    }

    /**
     * What {@code up} makes of a cluster that exists: workers may be added, nothing else may differ.
     *
     * @param stored expanded
     * @throws InvalidClusterException with all problems; a difference is one, with the old and the new value
     */
    public ClusterChange change(Cluster stored, ClusterValidator validator) {
        List<Problem> problems = new ArrayList<>();
        AskedNode every = every(problems);
        AskedCluster file = new ClusterReader(problems, base).read(document);
        int present = stored.spec().nodes().workers().size();
        List<AskedNode> unsaid = every.equals(AskedNode.NOTHING) ? null : List.of(AskedNode.NOTHING.withCount(present));
        Cluster wanted = new ClusterComparison(stored, problems)
                .wanted(file.withEvery(every, unsaid, problems), file.workers() == null);
        if (!wanted.equals(stored)) {
            problems.addAll(validator.validate(wanted));
        }
        refuse(problems);
        return ClusterChange.between(stored, wanted);
    }

    /** The same, where the option of that name said what is wrong at that path. */
    public ClusterRequest saidBy(String path, String option) {
        Map<String, String> named = new LinkedHashMap<>(origins);
        named.put(path, option);
        return new ClusterRequest(document, everyWorker, named, base);
    }

    /** As {@link #add(Cluster, List, ClusterValidator)}, where machines are made. */
    public ClusterChange add(Cluster stored, ClusterValidator validator) {
        return add(stored, List.of(), validator);
    }

    /**
     * What {@code add} makes of a cluster that exists: as many control planes as {@code spec.nodes.master.count} says, like
     * the last one there is but for what {@code spec.nodes.master} says of them; workers as said by
     * {@code spec.nodes.workers[*]}, one of the default size where no number of either was said.
     *
     * @param stored expanded
     * @param hosts machines that their user owns already, of which each becomes one; none where machines are made
     * @throws InvalidClusterException with all problems
     */
    public ClusterChange add(Cluster stored, List<HostAccess> hosts, ClusterValidator validator) {
        List<Problem> problems = new ArrayList<>();
        AskedNode every = every(problems);
        AskedNode master = new ClusterReader(problems, base)
                .read(document)
                .master()
                .entries()
                .get(0);
        Cluster whole = stored;
        if (master.count() != null) {
            List<NodeSpec> there = stored.spec().nodes().controlPlanes();
            NodeSpec like = there.get(there.size() - 1).asGroup().withoutHost();
            whole = NodeNames.withControlPlanes(whole, problems.isEmpty() ? master.over(like) : like);
        }
        if (master.count() == null || every.count() != null || !hosts.isEmpty()) {
            NodeSpec like = NodeSpec.group(1, ClusterDefaults.WORKER);
            NodeSpec group = problems.isEmpty() ? every.over(like) : like;
            whole = NodeNames.withWorkers(
                    whole,
                    hosts.isEmpty()
                            ? List.of(group)
                            : hosts.stream().map(group::on).toList());
        }
        problems.addAll(validator.validate(whole));
        refuse(problems);
        return ClusterChange.between(stored, NodeNames.expand(whole));
    }

    private AskedNode every(List<Problem> problems) {
        return new ClusterReader(problems, base).everyWorker(everyWorker);
    }

    private void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidClusterException(
                    problems.stream().map(this::attributed).distinct().toList());
        }
    }

    private Problem attributed(Problem problem) {
        String general = problem.path()
                .replaceFirst("workers\\[[0-9]+]", "workers[*]")
                .replaceFirst("master\\[[0-9]+]", "master");
        String counted = general.equals("spec.nodes.workers")
                ? EVERY_WORKER + "count"
                : general.equals(CONTROL_PLANE) ? CONTROL_PLANES : general;
        String origin = origins.getOrDefault(problem.path(), origins.get(counted));
        return origin == null ? problem : new Problem(origin, problem.message());
    }

    private static Mapping set(Mapping mapping, List<String> keys, YamlNode value) {
        String key = keys.get(0);
        if (keys.size() == 1) {
            return mapping.with(key, value);
        }
        List<String> rest = keys.subList(1, keys.size());
        if (mapping.get(key) instanceof Sequence list) {
            List<YamlNode> items = list.items().stream()
                    .map(item -> item instanceof Mapping entry ? set(entry, rest, value) : item)
                    .toList();
            return mapping.with(key, new Sequence(items, list.line()));
        }
        Mapping inner = mapping.get(key) instanceof Mapping present ? present : Mapping.EMPTY;
        return mapping.with(key, set(inner, rest, value));
    }
}
