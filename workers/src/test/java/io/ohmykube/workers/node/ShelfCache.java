package io.ohmykube.workers.node;

import com.github.luben.zstd.Zstd;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A cache that has everything. A package's content is a sentence; an archive of images is their names. */
final class ShelfCache implements Cache {
    private final Path directory;
    private final Map<String, CachedImage> images = new ConcurrentHashMap<>();

    ShelfCache(Path directory) {
        this.directory = directory;
    }

    void image(String reference, String digest) {
        images.put(reference, new CachedImage(reference, digest, 1));
    }

    String digestOf(String packageName) {
        return "sha256:digest-of-" + packageName;
    }

    @Override
    public String latestStable() {
        return "v1.20.2";
    }

    @Override
    public CachedPackage ensurePackage(PackageRequest request) {
        Path archive = directory.resolve(request.name() + ".tar.zst");
        byte[] content = ("content of " + request.name()).getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(archive, Zstd.compress(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CachedPackage(
                request, archive, digestOf(request.name()), content.length, URI.create("https://example.org/"));
    }

    @Override
    public String ensureManifest(URI source) {
        return "";
    }

    @Override
    public CachedImage ensureImage(String reference, Architecture architecture) {
        return images.get(reference);
    }

    @Override
    public List<CachedImage> importArchive(InputStream archive, ImportRequest request) {
        throw new UnsupportedOperationException("nothing is imported here");
    }

    @Override
    public void writeArchive(Collection<CachedImage> wanted, OutputStream out) throws IOException {
        out.write(wanted.stream()
                .map(CachedImage::reference)
                .collect(Collectors.joining(" "))
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void check(Collection<PackageRequest> packages, Collection<URI> manifests, Collection<String> references) {}
}
