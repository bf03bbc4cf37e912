package io.ohmykube.cli.operation;

import io.ohmykube.addons.AddOn;
import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.ImportRequest;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.Home;
import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packages, images and manifests for simulated machines, made up on the spot: they say what they stand for, and nothing
 * is fetched.
 */
final class PretendedCache implements Cache {
    private static final List<String> CATEGORIES = List.of("cni", "csi", "load-balancer", "other");

    /** What runs on every node must not wait for the node to be ready. */
    private static final String NODE_AGENT =
            """
                  hostNetwork: true
                  tolerations: [{operator: Exists}]
            """;

    /** A pod network is what writes here. */
    private static final String CNI_CONFIGURATION =
            """
                  volumes: [{name: cni, hostPath: {path: /etc/cni/net.d}}]
            """;

    private final Path directory;
    private final Catalogue catalogue;
    private final AddOnCatalogue addOns;

    PretendedCache(Path directory, Catalogue catalogue, AddOnCatalogue addOns) {
        this.directory = directory;
        this.catalogue = catalogue;
        this.addOns = addOns;
    }

    @Override
    public String latestStable() {
        return catalogue.newestKnown();
    }

    @Override
    public CachedPackage ensurePackage(PackageRequest request) {
        String name = request.name() + "-" + request.version() + "-"
                + request.architecture().word();
        byte[] content = ("simulated " + name + "\n").getBytes(StandardCharsets.UTF_8);
        Path archive = directory.resolve(name + ".tar.zst");
        try {
            if (!Files.exists(archive)) {
                AtomicFile.write(archive, out -> out.write(content));
            }
        } catch (IOException e) {
            throw new CacheException(CacheException.Kind.STORAGE, "cannot write " + archive + ": " + e, e);
        }
        return new CachedPackage(request, archive, digest(content), content.length, URI.create("simulated:" + name));
    }

    @Override
    public String ensureManifest(URI source) {
        return CATEGORIES.stream()
                .flatMap(category -> addOns.names(category).stream())
                .map(addOns::require)
                .filter(addOn -> addOn.manifests().contains(source))
                .findFirst()
                .map(PretendedCache::manifest)
                .orElseThrow(() -> new CacheException(
                        CacheException.Kind.NOT_FOUND, "simulated: no add-on has the manifest " + source, null));
    }

    /** The workloads an add-on waits for, and the texts it replaces. */
    private static String manifest(AddOn addOn) {
        StringBuilder text = new StringBuilder();
        for (AddOn.Replacement replacement : addOn.replacements()) {
            text.append(holding(addOn, replacement.find()));
        }
        for (AddOn.Workload workload : addOn.ready()) {
            text.append(namespace(workload.namespace()));
            text.append(workload(addOn, workload));
        }
        text.append(definitions(Objects.requireNonNullElse(addOn.configuration(), "")));
        return text.toString();
    }

    /** Definitions of the kinds that the add-on's own configuration uses and Kubernetes does not bring. */
    private static String definitions(String configuration) {
        StringBuilder text = new StringBuilder();
        for (YamlNode document : Yaml.parseAll(configuration)) {
            if (document instanceof YamlNode.Mapping mapping) {
                String[] group = Objects.requireNonNullElse(mapping.text("apiVersion"), "")
                        .split("/", -1);
                String kind = Objects.requireNonNullElse(mapping.text("kind"), "");
                if (group.length == 2 && group[0].contains(".")) {
                    text.append(definition(group[0], group[1], kind));
                }
            }
        }
        return text.toString();
    }

    private static String definition(String group, String version, String kind) {
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        return """
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %s.%s}
                spec:
                  group: %s
                  names: {kind: %s, plural: %s}
                  scope: Namespaced
                  versions: [{name: %s, served: true, storage: true}]
                """
                .formatted(plural, group, group, kind, plural, version);
    }

    private static String holding(AddOn addOn, String find) {
        if (find.startsWith("metadata:")) {
            return "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\n" + find + "\n";
        }
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: simulated-%s, namespace: default}
                data:
                  text: |
                    {%s}
                """
                .formatted(addOn.name(), find);
    }

    private static String namespace(String name) {
        return """
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s}
                """
                .formatted(name);
    }

    private static String workload(AddOn addOn, AddOn.Workload workload) {
        boolean daemon = workload.kind().equals("daemonset");
        return """
                ---
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec:
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      containers: [{name: simulated, image: "docker.io/simulated/%s:%s"}]
                %s"""
                        .formatted(
                                daemon ? "DaemonSet" : "Deployment",
                                workload.name(),
                                workload.namespace(),
                                workload.name(),
                                workload.name(),
                                addOn.name(),
                                addOn.version(),
                                daemon ? NODE_AGENT : "")
                + (addOn.category().equals("cni") ? CNI_CONFIGURATION : "");
    }

    @Override
    public CachedImage ensureImage(String reference, Architecture architecture) {
        Path imported = imported(reference, architecture);
        try {
            if (Files.exists(imported)) {
                String[] known = Files.readString(imported).split(" ", -1);
                return new CachedImage(reference, known[0], Long.parseLong(known[1]));
            }
        } catch (IOException e) {
            throw new CacheException(CacheException.Kind.STORAGE, "cannot read " + imported + ": " + e, e);
        }
        return new CachedImage(reference, digest(reference.getBytes(StandardCharsets.UTF_8)), reference.length());
    }

    /** Archives are real: they are read and verified as for any other machine. */
    @Override
    public List<CachedImage> importArchive(InputStream archive, ImportRequest request) {
        List<CachedImage> images =
                Caches.in(new Home(directory), CacheOptions.none()).importArchive(archive, request);
        for (CachedImage image : images) {
            Path record = imported(image.reference(), request.architecture());
            byte[] content = (image.digest() + " " + image.size()).getBytes(StandardCharsets.UTF_8);
            try {
                AtomicFile.write(record, out -> out.write(content));
            } catch (IOException e) {
                throw new CacheException(CacheException.Kind.STORAGE, "cannot write " + record + ": " + e, e);
            }
        }
        return images;
    }

    private Path imported(String reference, Architecture architecture) {
        String name = digest((reference + " " + architecture.word()).getBytes(StandardCharsets.UTF_8));
        return directory.resolve("imported").resolve(name.substring(name.indexOf(':') + 1));
    }

    @Override
    public void writeArchive(Collection<CachedImage> images, OutputStream out) throws IOException {
        String manifests = images.stream()
                .map(image ->
                        """
                        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":%d,\
                        "annotations":{"io.containerd.image.name":"%s"}}"""
                                .formatted(image.digest(), image.size(), image.reference()))
                .collect(Collectors.joining(",", "{\"schemaVersion\":2,\"manifests\":[", "]}"));
        byte[] index = manifests.getBytes(StandardCharsets.UTF_8);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        TarArchiveEntry entry = new TarArchiveEntry("index.json");
        entry.setSize(index.length);
        tar.putArchiveEntry(entry);
        tar.write(index);
        tar.closeArchiveEntry();
        tar.finish();
    }

    @Override
    public void check(Collection<PackageRequest> packages, Collection<URI> manifests, Collection<String> images) {
        // Nothing is fetched, so nothing can be missing.
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
