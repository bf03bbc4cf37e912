package io.ohmykube.addons;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ohmykube.config.ClusterSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The add-ons that stand in files. */
public final class AddOnFiles implements AddOnCatalogue {
    private static final String NONE = "none";

    private final Map<String, AddOn> byName = new LinkedHashMap<>();

    AddOnFiles(Collection<AddOn> addOns) {
        addOns.forEach(a -> byName.put(a.name(), a));
    }

    /** Those that come with the product. */
    public static AddOnFiles builtIn() {
        ObjectMapper yaml = new YAMLMapper();
        List<String> names = read(yaml, "index", new TypeReference<>() {});
        return new AddOnFiles(names.stream()
                .map(n -> read(yaml, n, new TypeReference<AddOn>() {}))
                .toList());
    }

    @Override
    public AddOn require(String name) {
        AddOn found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no add-on '" + name + "'; there are "
                    + String.join(", ", new TreeSet<>(byName.keySet())));
        }
        return found;
    }

    @Override
    public Set<String> names(String category) {
        Set<String> names = new TreeSet<>();
        byName.values().stream().filter(a -> a.category().equals(category)).forEach(a -> names.add(a.name()));
        return names;
    }

    @Override
    public List<AddOn> of(ClusterSpec spec) {
        return inOrder(Stream.of(
                        spec.networking().cni(),
                        spec.storage().csi(),
                        spec.loadBalancer().type())
                .filter(name -> !name.equals(NONE))
                .toList());
    }

    /** These add-ons and all they require, requirements first, else as given. */
    List<AddOn> inOrder(List<String> wanted) {
        List<AddOn> ordered = new ArrayList<>();
        wanted.forEach(name -> visit(name, new ArrayList<>(), ordered));
        return List.copyOf(ordered);
    }

    private void visit(String name, List<String> path, List<AddOn> ordered) {
        AddOn addOn = require(name);
        if (ordered.contains(addOn)) {
            return;
        }
        boolean cycle = path.contains(name);
        path.add(name);
        if (cycle) {
            throw new IllegalArgumentException("add-ons require each other in a circle: " + String.join(" -> ", path));
        }
        addOn.requires().forEach(required -> visit(required, path, ordered));
        path.remove(path.size() - 1);
        ordered.add(addOn);
    }

    private static <T> T read(ObjectMapper yaml, String name, TypeReference<T> type) {
        String file = "/addons/" + name + ".yaml";
        try (InputStream in = AddOnFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return yaml.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the add-on file " + file, e);
        }
    }
}
