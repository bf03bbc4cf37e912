package io.ohmykube.cli;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.ImageNames;
import io.ohmykube.cache.scan.Scan;
import io.ohmykube.cache.scan.Severity;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "scan",
        description = {
            "Have an image looked through for known vulnerabilities, by Trivy or Grype.",
            "The image is taken from the cache, fetched first unless it is there. With --offline the scanner does with"
                    + " the database that it has."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube image scan nginx:1.27", "  ohmykube image scan shop/cart:1.4 --fail-on HIGH -o json"})
final class ImageScanCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Mixin
    private final ScanOptions wanted = new ScanOptions();

    @Parameters(paramLabel = "IMAGE", description = "the image, by name")
    private String image = "";

    ImageScanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String name = ImageNames.full(image);
        @Nullable Severity threshold = wanted.threshold();
        CacheOptions options = sources.cacheOptions(session.environment());
        Scan scan = wanted.scan(session, options.offline());
        Cache cache = Caches.in(session.home(), options);
        CachedImage kept = cache.ensureImage(name, Host.architecture());
        return new ScanReport(name, scan.scanner(), scan.image(cache, kept)).print(session, threshold);
    }
}
