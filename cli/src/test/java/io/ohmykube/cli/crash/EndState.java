package io.ohmykube.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All that an operation leaves behind, as facts by name; two that went the same way have the same facts. */
final class EndState {
    /** Files that were about to take the place of others: ours are removed in time, the simulation's mean nothing. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.tmp");

    private static final int MOST_SHOWN = 8;
    private static final int SHOWN = 200;

    private final Map<String, String> facts = new TreeMap<>();

    private EndState() {}

    static EndState of(Site site) {
        EndState state = new EndState();
        try {
            state.read(site);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }

    private void read(Site site) throws IOException {
        Path cluster = site.cluster().directory();
        Map<String, Path> machines = machines(site);
        Normal normal = new Normal(machines);
        Site.text(site.kubeconfig()).ifPresent(text -> facts.put("the user's kubeconfig", normal.text(text)));
        for (Path file : files(site.home().cache())) {
            if (!isTemporary(file)) {
                facts.put("cache " + site.home().cache().relativize(file), "there");
            }
        }
        if (!Files.exists(cluster)) {
            facts.put("cluster", "gone");
            return;
        }
        Site.text(site.cluster().clusterYaml()).ifPresent(text -> clusterYaml(normal, text));
        Site.text(site.cluster().kubeconfig()).ifPresent(text -> facts.put("kubeconfig", normal.text(text)));
        for (Path file : files(cluster)) {
            Path name = cluster.relativize(file);
            if (!name.startsWith("machines") && !name.startsWith("logs") && !isTemporary(file)) {
                facts.put("file " + name, "there");
            }
        }
        for (Map.Entry<String, Path> machine : machines.entrySet()) {
            machine(
                    normal,
                    machine.getKey(),
                    Objects.requireNonNull(machine.getValue().getParent()));
        }
        Path api = site.cluster().machines().resolve("api.json");
        if (Files.exists(api)) {
            api(normal, Normal.json(api));
        }
    }

    private static Map<String, Path> machines(Site site) throws IOException {
        Map<String, Path> records = new TreeMap<>();
        if (Files.isDirectory(site.cluster().machines())) {
            try (Stream<Path> entries = Files.list(site.cluster().machines())) {
                entries.filter(entry -> Files.exists(entry.resolve("machine.json")))
                        .forEach(entry -> records.put(entry.getFileName().toString(), entry.resolve("machine.json")));
            }
        }
        return records;
    }

    private void clusterYaml(Normal normal, String text) {
        try {
            JsonNode yaml = new YAMLMapper().readTree(text);
            for (JsonNode node : yaml.at("/status/nodes")) {
                facts.put("cluster.yaml node " + node.path("name").asText(), normal.text(node.toString()));
            }
            if (yaml.path("status") instanceof ObjectNode status) {
                status.remove("nodes");
            }
            facts.put("cluster.yaml", normal.text(yaml.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void machine(Normal normal, String node, Path directory) throws IOException {
        ObjectNode record = (ObjectNode) Normal.json(directory.resolve("machine.json"));
        record.remove(List.of("hostKey", "authorizedKey", "address"));
        facts.put(node + " made as", record.toString());
        for (Map.Entry<String, JsonNode> part :
                Normal.json(directory.resolve("system.json")).properties()) {
            JsonNode value = part.getValue();
            Object fact = value.isArray()
                    ? value.valueStream().map(JsonNode::asText).sorted().toList()
                    : value;
            facts.put(node + " " + part.getKey(), fact.toString());
        }
        Path root = directory.resolve("root");
        for (Path file : files(root)) {
            if (!isTemporary(file)) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                facts.put(node + " /" + root.relativize(file), normal.text(content));
            }
        }
    }

    private void api(Normal normal, JsonNode api) {
        for (String field : List.of("initialised", "controlPlane", "version", "podSubnet")) {
            facts.put("API " + field, api.path(field).asText());
        }
        for (Map.Entry<String, JsonNode> object : api.path("objects").properties()) {
            if (!object.getKey().startsWith("secrets/kube-system/bootstrap-token-")) {
                object(normal, object.getKey(), object.getValue());
            }
        }
    }

    private void object(Normal normal, String key, JsonNode object) {
        String name = key;
        if (object.path("spec") instanceof ObjectNode spec) {
            // In the order of joining.
            spec.remove("podCIDR");
            if (key.startsWith("pods/")
                    && object.at("/metadata/ownerReferences/0/kind").asText().equals("Deployment")) {
                // Named by the order of making, placed where there was room by then.
                ((ObjectNode) object.path("metadata")).remove("name");
                spec.remove("nodeName");
                name = key.replaceFirst("-[a-z0-9]+$", "");
                while (facts.containsKey("API " + name)) {
                    name += "'";
                }
            }
        }
        facts.put("API " + name, normal.text(object.toString()));
    }

    private static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What differs, one line for each fact; nothing where all is the same. */
    List<String> differences(EndState undisturbed) {
        List<String> found = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(undisturbed.facts.keySet());
        for (String name : names) {
            String here = facts.get(name);
            String there = undisturbed.facts.get(name);
            if (!Objects.equals(here, there)) {
                found.add(name + ": " + shown(here) + " instead of " + shown(there));
            }
        }
        return found.size() <= MOST_SHOWN ? found : shortened(found);
    }

    private static List<String> shortened(List<String> all) {
        List<String> few = new ArrayList<>(all.subList(0, MOST_SHOWN));
        few.add("and " + (all.size() - MOST_SHOWN) + " more differences");
        return few;
    }

    int size() {
        return facts.size();
    }

    private static String shown(@org.jspecify.annotations.Nullable String fact) {
        return fact == null ? "nothing" : fact.substring(0, Math.min(fact.length(), SHOWN));
    }
}
