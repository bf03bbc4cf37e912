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
    /** The simulation's own temporary files, which a real machine does not have. */
    private static final Pattern OF_SIMULATION = Pattern.compile("\\.\\d+\\.tmp");

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
            facts.put("cache " + site.home().cache().relativize(file), "there");
        }
        if (!Files.exists(cluster)) {
            facts.put("cluster", "gone");
            return;
        }
        Site.text(site.cluster().clusterYaml()).ifPresent(text -> clusterYaml(normal, text));
        Site.text(site.cluster().kubeconfig()).ifPresent(text -> facts.put("kubeconfig", normal.text(text)));
        for (Path file : files(cluster)) {
            Path name = cluster.relativize(file);
            if (!name.startsWith("machines") && !name.startsWith("logs")) {
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
        facts.put(
                node + " system", Normal.json(directory.resolve("system.json")).toString());
        Path root = directory.resolve("root");
        for (Path file : files(root)) {
            if (!OF_SIMULATION.matcher(file.getFileName().toString()).matches()) {
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
        return found;
    }

    int size() {
        return facts.size();
    }

    private static String shown(@org.jspecify.annotations.Nullable String fact) {
        return fact == null ? "nothing" : fact.substring(0, Math.min(fact.length(), 400));
    }
}
