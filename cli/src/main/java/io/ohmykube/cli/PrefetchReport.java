package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.cache.CachedPackage;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cli.view.Bytes;
import java.io.IOException;
import java.util.Map;

/** What is in the cache after fetching ahead: one line for people, or all of it for scripts. */
final class PrefetchReport implements Document {
    private final Prefetch prefetch;

    PrefetchReport(Prefetch prefetch) {
        this.prefetch = prefetch;
    }

    void print(Session session) {
        if (session.options().output() == OutputFormat.TABLE) {
            session.terminal().out().println(line());
        } else {
            Document.print(session, this);
        }
    }

    private String line() {
        long bytes = prefetch.packages.values().stream()
                        .mapToLong(CachedPackage::size)
                        .sum()
                + prefetch.images.values().stream().mapToLong(CachedImage::size).sum();
        return "In the cache: " + Headings.count(prefetch.packages.size(), "package") + ", "
                + Headings.count(prefetch.manifests.size(), "manifest") + ", "
                + Headings.count(prefetch.images.size(), "image") + ", " + Bytes.text(bytes);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("packages");
        for (CachedPackage kept : prefetch.packages.values()) {
            PackageRequest request = kept.request();
            json.writeStartObject();
            json.writeStringField("name", request.name());
            json.writeStringField("version", request.version());
            json.writeStringField("architecture", request.architecture().word());
            json.writeStringField("digest", kept.digest());
            json.writeNumberField("size", kept.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("manifests");
        for (String manifest : prefetch.manifests) {
            json.writeString(manifest);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("images");
        for (Map.Entry<String, CachedImage> image : prefetch.images.entrySet()) {
            String name = image.getKey();
            json.writeStartObject();
            json.writeStringField("reference", image.getValue().reference());
            json.writeStringField("architecture", name.substring(name.lastIndexOf(' ') + 1));
            json.writeStringField("digest", image.getValue().digest());
            json.writeNumberField("size", image.getValue().size());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
