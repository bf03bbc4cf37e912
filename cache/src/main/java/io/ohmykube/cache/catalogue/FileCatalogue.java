package io.ohmykube.cache.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.packages.PackageSource;
import io.ohmykube.cache.packages.PackageSources;
import io.ohmykube.cache.packages.Placement;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The catalogue as it stands in {@code catalogue.yaml}. */
public final class FileCatalogue implements Catalogue, PackageSources {
    private static final String REGISTRY = "registry.k8s.io/";
    private static final Pattern VERSION = Pattern.compile("v?\\d+(\\.\\d+){1,3}([-+][0-9A-Za-z.+-]+)?");

    private final JsonNode file;

    private FileCatalogue(JsonNode file) {
        this.file = file;
    }

    /** The one that comes with the product, read when it is first asked for. */
    public static FileCatalogue builtIn() {
        return BuiltIn.CATALOGUE;
    }

    private static final class BuiltIn {
        static final FileCatalogue CATALOGUE = read();
    }

    private static FileCatalogue read() {
        try (InputStream in = FileCatalogue.class.getResourceAsStream("catalogue.yaml")) {
            if (in == null) {
                throw new IllegalStateException("catalogue.yaml is missing beside " + FileCatalogue.class);
            }
            return new FileCatalogue(new Yaml().read(in));
        } catch (IOException cause) {
            throw new UncheckedIOException("catalogue.yaml cannot be read", cause);
        }
    }

    @Override
    public List<PackageRequest> packages(
            String kubernetesVersion, Map<String, String> overrides, Architecture architecture) {
        overrides.keySet().forEach(this::definition);
        List<PackageRequest> requests = new ArrayList<>();
        for (String name : names()) {
            String version = overrides.get(name);
            if (version != null) {
                requests.add(new PackageRequest(name, checked(name, version), architecture));
            } else if (!definition(name).path("optional").asBoolean()) {
                requests.add(packageFor(name, kubernetesVersion, architecture));
            }
        }
        return List.copyOf(requests);
    }

    @Override
    public List<String> packageNames() {
        return List.copyOf(names());
    }

    @Override
    public PackageRequest packageFor(String name, String kubernetesVersion, Architecture architecture) {
        definition(name);
        String version = newestUpTo("versions", kubernetesVersion).path(name).asText(kubernetesVersion);
        return new PackageRequest(name, checked(name, version), architecture);
    }

    @Override
    public List<String> controlPlaneImages(String kubernetesVersion) {
        return List.of(
                component("kube-apiserver", kubernetesVersion),
                component("kube-controller-manager", kubernetesVersion),
                component("kube-scheduler", kubernetesVersion),
                component("kube-proxy", kubernetesVersion),
                pauseImage(kubernetesVersion),
                etcdImage(kubernetesVersion),
                dnsImage(kubernetesVersion));
    }

    @Override
    public List<String> workerImages(String kubernetesVersion) {
        return List.of(
                pauseImage(kubernetesVersion), component("kube-proxy", kubernetesVersion), dnsImage(kubernetesVersion));
    }

    @Override
    public String pauseImage(String kubernetesVersion) {
        return REGISTRY
                + "pause:"
                + newestUpTo("images", kubernetesVersion).path("pause").asText();
    }

    @Override
    public String etcdImage(String kubernetesVersion) {
        return REGISTRY
                + "etcd:"
                + newestUpTo("images", kubernetesVersion).path("etcd").asText();
    }

    @Override
    public String dnsImage(String kubernetesVersion) {
        return REGISTRY
                + newestUpTo("images", kubernetesVersion).path("coredns").asText();
    }

    @Override
    public String newestKnown() {
        return file.path("newest").asText();
    }

    @Override
    public PackageSource source(PackageRequest request) {
        JsonNode definition = definition(request.name());
        String version = checked(request.name(), request.version());
        String architecture = request.architecture().word();
        return new PackageSource(
                fill(definition.path("url").asText(), version, architecture),
                fill(definition.path("checksum").asText(), version, architecture),
                new Placement(
                        definition.path("into").asText(),
                        request.name(),
                        definition.has("only")
                                ? definition.path("only").asText().replace("{arch}", architecture)
                                : null));
    }

    private static URI fill(String template, String version, String architecture) {
        return URI.create(
                template.replace("{version}", version.replace("+", "%2B")).replace("{arch}", architecture));
    }

    private JsonNode definition(String name) {
        JsonNode definition = file.path("packages").path(name);
        if (definition.isMissingNode()) {
            throw new CacheException(
                    Kind.INVALID, "there is no package '" + name + "'; there are " + String.join(", ", names()), null);
        }
        return definition;
    }

    private static String checked(String name, String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new CacheException(
                    Kind.INVALID, "version '" + version + "' of package " + name + " is not of the form 1.2.3", null);
        }
        return version;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        file.path("packages").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String component(String name, String kubernetesVersion) {
        Version.of(kubernetesVersion);
        String version = kubernetesVersion.startsWith("v") ? kubernetesVersion : "v" + kubernetesVersion;
        // A tag has no plus sign; Kubernetes itself writes an underscore for it.
        return REGISTRY + name + ":" + version.replace('+', '_');
    }

    private JsonNode newestUpTo(String list, String kubernetesVersion) {
        Version wanted = Version.of(kubernetesVersion);
        JsonNode entries = file.path(list);
        JsonNode found = null;
        for (JsonNode entry : entries) {
            if (Version.of(entry.path("since").asText()).compareTo(wanted) <= 0) {
                found = entry;
            }
        }
        if (found == null) {
            throw new CacheException(
                    Kind.INVALID,
                    "Kubernetes " + wanted + " is older than "
                            + Version.of(entries.path(0).path("since").asText()) + ", the oldest that is supported",
                    null);
        }
        return found;
    }
}
