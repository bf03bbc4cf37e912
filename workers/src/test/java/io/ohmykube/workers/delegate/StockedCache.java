package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.ImportRequest;
import io.ohmykube.cache.PackageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A cache that has everything, and small: a package is a sentence, an archive of images only its index. */
final class StockedCache implements Cache {
    private static final Map<String, String> MANIFESTS = Map.of(
            "kube-flannel.yml",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-flannel}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: kube-flannel-ds, namespace: kube-flannel}
            spec:
              selector: {matchLabels: {app: flannel}}
              template:
                metadata: {labels: {app: flannel}}
                spec:
                  hostNetwork: true
                  tolerations: [{operator: Exists}]
                  volumes: [{name: cni, hostPath: {path: /etc/cni/net.d}}]
                  containers: [{name: flannel, image: "docker.io/flannel/flannel:v0.26.7"}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
            data:
              net-conf.json: |
                {"Network": "10.244.0.0/16"}
            """);

    private final Path directory;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean offline;

    StockedCache(Path directory) {
        this.directory = directory;
    }

    /** What was asked for, by name. */
    Set<String> asked() {
        return asked;
    }

    void goOffline() {
        offline = true;
    }

    @Override
    public String latestStable() {
        return "v1.33.0";
    }

    @Override
    public CachedPackage ensurePackage(PackageRequest request) {
        ask(request.name() + " " + request.version());
        byte[] content = (request.name() + " " + request.version()).getBytes(StandardCharsets.UTF_8);
        Path archive = directory.resolve(request.name() + "-" + request.version() + ".tar.zst");
        try {
            if (!Files.exists(archive)) {
                Files.write(archive, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CachedPackage(request, archive, sha256(content), content.length, URI.create("https://example.org/"));
    }

    @Override
    public String ensureManifest(URI source) {
        ask(source.toString());
        String path = source.getPath();
        return MANIFESTS.get(path.substring(path.lastIndexOf('/') + 1));
    }

    @Override
    public CachedImage ensureImage(String reference, Architecture architecture) {
        ask(reference);
        return new CachedImage(reference, sha256(reference.getBytes(StandardCharsets.UTF_8)), 1);
    }

    @Override
    public List<CachedImage> importArchive(InputStream archive, ImportRequest request) {
        throw new UnsupportedOperationException("nothing is imported here");
    }

    @Override
    public void writeArchive(Collection<CachedImage> images, OutputStream out) throws IOException {
        byte[] index = images.stream()
                .map(image -> "{\"digest\":\"" + image.digest() + "\",\"annotations\":{\"io.containerd.image.name\":\""
                        + image.reference() + "\"}}")
                .collect(Collectors.joining(",", "{\"manifests\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, "index.json");
        put(header, 124, "%011o".formatted(index.length));
        out.write(header);
        out.write(index);
        out.write(new byte[(512 - index.length % 512) % 512 + 1024]);
    }

    @Override
    public void check(Collection<PackageRequest> packages, Collection<URI> manifests, Collection<String> images) {}

    private void ask(String what) {
        asked.add(what);
        if (offline) {
            throw new CacheException(
                    CacheException.Kind.UNAVAILABLE, "https://example.org/" + what + " is out of reach", null);
        }
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String sha256(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
