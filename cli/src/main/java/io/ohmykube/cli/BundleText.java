package io.ohmykube.cli;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.bundle.BundleSummary;
import io.ohmykube.cli.view.Bytes;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Says what a bundle holds. */
final class BundleText {
    private BundleText() {}

    /** @param done what was done to the file */
    static void print(Session session, Path file, String done, BundleSummary bundle) {
        if (session.options().output() != OutputFormat.TABLE) {
            write(session, file, bundle);
            return;
        }
        String architectures =
                bundle.architectures().stream().map(Architecture::word).collect(Collectors.joining(" and "));
        session.terminal()
                .out()
                .println(file + " " + done + ": Kubernetes " + bundle.kubernetes() + " for " + architectures + ", "
                        + Headings.count(bundle.packages(), "package") + ", "
                        + Headings.count(bundle.manifests(), "manifest") + ", "
                        + Headings.count(bundle.images(), "image") + ", "
                        + (bundle.nodeImages().isEmpty()
                                ? "no node image"
                                : "node image of launcher " + String.join(", ", bundle.nodeImages()))
                        + ", " + Bytes.text(bundle.bytes()));
    }

    private static void write(Session session, Path file, BundleSummary bundle) {
        Document.print(session, json -> {
            json.writeStartObject();
            json.writeStringField("file", file.toString());
            json.writeStringField("kubernetes", bundle.kubernetes());
            json.writeArrayFieldStart("architectures");
            for (Architecture architecture : bundle.architectures()) {
                json.writeString(architecture.word());
            }
            json.writeEndArray();
            json.writeNumberField("packages", bundle.packages());
            json.writeNumberField("manifests", bundle.manifests());
            json.writeNumberField("images", bundle.images());
            json.writeArrayFieldStart("nodeImages");
            for (String launcher : bundle.nodeImages()) {
                json.writeString(launcher);
            }
            json.writeEndArray();
            json.writeNumberField("bytes", bundle.bytes());
            json.writeNumberField("addedFiles", bundle.added());
            json.writeEndObject();
        });
    }
}
