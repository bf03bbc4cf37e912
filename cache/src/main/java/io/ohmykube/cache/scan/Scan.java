package io.ohmykube.cache.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.source.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Scans what is in the cache, unpacked for the occasion, with one scanner. */
public final class Scan {
    private static final JsonMapper JSON = new JsonMapper();

    private final Scanner scanner;
    private final Path program;
    private final Programs programs;
    private final boolean offline;

    private Scan(Scanner scanner, Path program, Programs programs, boolean offline) {
        this.scanner = scanner;
        this.program = program;
        this.programs = programs;
        this.offline = offline;
    }

    /**
     * With the scanner that is wanted, or the first that is installed.
     *
     * @param offline whether the scanner, too, must do with what it has
     * @throws CacheException of kind NOT_FOUND, which says how to get one, if there is none
     */
    public static Scan with(@Nullable Scanner wanted, Map<String, String> environment, boolean offline) {
        Programs installed = new Programs(environment);
        for (Scanner scanner : wanted == null ? Scanner.values() : new Scanner[] {wanted}) {
            Path program = installed.find(scanner.word()).orElse(null);
            if (program != null) {
                Map<String, String> all = new HashMap<>(environment);
                all.putAll(offline ? scanner.offline() : Map.of());
                return new Scan(scanner, program, new Programs(all), offline);
            }
        }
        String missing = wanted == null ? "neither trivy nor grype is" : wanted.word() + " is not";
        throw new CacheException(
                Kind.NOT_FOUND,
                missing + " installed on this host, or not in the PATH; get Trivy from https://trivy.dev or Grype from"
                        + " https://github.com/anchore/grype, and try again",
                null);
    }

    public Scanner scanner() {
        return scanner;
    }

    /** The vulnerabilities of an image, the worst first. */
    public List<Vulnerability> image(Cache cache, CachedImage image) {
        try (ScratchDirectory scratch = new ScratchDirectory();
                PipedInputStream in = new PipedInputStream(1 << 16);
                PipedOutputStream out = new PipedOutputStream(in)) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try (out) {
                    cache.writeArchive(List.of(image), out);
                } catch (IOException failed) {
                    throw new CompletionException(failed);
                }
            });
            ScratchDirectory.unpack(in, scratch.path());
            written.join();
            return report(scratch.path(), true);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof CacheException told
                    ? told
                    : unpacking(image.reference(), new IOException(failed.getCause()));
        } catch (IOException cause) {
            throw unpacking(image.reference(), cause);
        }
    }

    /** The vulnerabilities of packages, the worst first; where they are begins with name, version and architecture. */
    public List<Vulnerability> packages(Collection<CachedPackage> packages) {
        try (ScratchDirectory scratch = new ScratchDirectory()) {
            for (CachedPackage kept : packages) {
                String name = kept.request().name() + "-" + kept.request().version() + "-"
                        + kept.request().architecture().word();
                try (InputStream file = new ZstdInputStream(Files.newInputStream(kept.archive()))) {
                    ScratchDirectory.unpack(file, scratch.path().resolve(name));
                }
            }
            return report(scratch.path(), false);
        } catch (IOException cause) {
            throw unpacking("the packages", cause);
        }
    }

    private List<Vulnerability> report(Path directory, boolean image) {
        Programs.Output output = programs.run(scanner.command(program.toString(), directory, image, offline));
        @Nullable List<Vulnerability> found = read(output.out());
        if (found == null) {
            throw new CacheException(Kind.UNAVAILABLE, scanner.word() + ": " + output.message(), null);
        }
        return found.stream().sorted(Vulnerability.WORST_FIRST).toList();
    }

    private @Nullable List<Vulnerability> read(String report) {
        try {
            return scanner.read(JSON.readTree(report));
        } catch (JsonProcessingException notOne) {
            return null;
        }
    }

    private static CacheException unpacking(String what, IOException cause) {
        return new CacheException(
                Kind.STORAGE, "cannot unpack " + what + " for the scanner: " + cause.getMessage(), cause);
    }
}
