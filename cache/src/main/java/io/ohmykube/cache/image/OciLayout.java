package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.Architecture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the images of an archive that is an OCI image layout. What its {@code index.json} lists under one name is one
 * image for several platforms, also where it lists indexes.
 */
final class OciLayout {
    private static final String FULL_NAME = "io.containerd.image.name";
    private static final String REF_NAME = "org.opencontainers.image.ref.name";
    private static final int DEPTH = 4;

    private final ArchiveContents contents;

    OciLayout(ArchiveContents contents) {
        this.contents = contents;
    }

    /**
     * @param dockerNames what else the archive says of names: digest of the configuration to names. Docker's annotations
     *     have the tag only.
     */
    List<ArchivedImage> images(JsonNode index, Map<String, Set<String>> dockerNames) {
        Map<Set<String>, List<Candidate>> byNames = new LinkedHashMap<>();
        for (JsonNode entry : index.path("manifests")) {
            List<Candidate> candidates = new ArrayList<>();
            collect(entry, DEPTH, candidates);
            if (!candidates.isEmpty()) {
                Set<String> names = names(entry, candidates, dockerNames);
                byNames.computeIfAbsent(names, unused -> new ArrayList<>()).addAll(candidates);
            }
        }
        List<ArchivedImage> images = new ArrayList<>();
        byNames.forEach((names, candidates) -> images.add(new Image(names, candidates)));
        return images;
    }

    private void collect(JsonNode entry, int depth, List<Candidate> into) {
        String type = entry.path("mediaType").asText();
        Descriptor descriptor = Descriptor.of(entry);
        JsonNode platform = entry.path("platform");
        boolean attestation = "unknown".equals(platform.path("os").asText())
                || entry.path("annotations").has("vnd.docker.reference.type");
        if (attestation) {
            return;
        }
        if (!type.equals(MediaTypes.OCI_INDEX) && !type.equals(MediaTypes.DOCKER_LIST)) {
            into.add(new Candidate(descriptor, type, ArchiveContents.platform(platform)));
        } else if (depth == 0) {
            throw contents.invalid("indexes are nested too deeply", null);
        } else {
            JsonNode nested = contents.tree(contents.blob(descriptor), descriptor.digest());
            nested.path("manifests").forEach(child -> collect(child, depth - 1, into));
        }
    }

    private Set<String> names(JsonNode entry, List<Candidate> candidates, Map<String, Set<String>> dockerNames) {
        JsonNode annotations = entry.path("annotations");
        Set<String> names = new LinkedHashSet<>();
        if (annotations.hasNonNull(FULL_NAME)) {
            names.add(annotations.path(FULL_NAME).asText());
            return names;
        }
        for (Candidate candidate : candidates) {
            if (contents.has(candidate.descriptor())) {
                JsonNode manifest = contents.tree(
                        contents.blob(candidate.descriptor()),
                        candidate.descriptor().digest());
                names.addAll(dockerNames.getOrDefault(
                        manifest.path("config").path("digest").asText(), Set.of()));
            }
        }
        String ref = annotations.path(REF_NAME).asText();
        if (names.isEmpty() && (ref.contains("/") || ref.contains(":"))) {
            names.add(ref);
        }
        return names;
    }

    /** @param platform as the index says; empty where it does not */
    private record Candidate(Descriptor descriptor, String type, String platform) {}

    private final class Image implements ArchivedImage {
        private final Set<String> names;
        private final List<Candidate> candidates;

        Image(Set<String> names, List<Candidate> candidates) {
            this.names = names;
            this.candidates = candidates;
        }

        @Override
        public Collection<String> names() {
            return names;
        }

        @Override
        public StagedImage select(Architecture architecture, boolean anyArchitecture) {
            String name = names.isEmpty() ? "the image" : names.iterator().next();
            Set<String> found = new TreeSet<>();
            for (Candidate candidate : candidates) {
                String platform = platform(candidate);
                if (platform.equals("linux/" + architecture.word()) || platform.isEmpty()) {
                    return read(name, candidate, architecture, anyArchitecture);
                }
                found.add(platform);
            }
            if (anyArchitecture) {
                return read(name, candidates.get(0), architecture, true);
            }
            throw contents.wrongPlatform(name, String.join(", ", found), architecture);
        }

        private String platform(Candidate candidate) {
            if (!candidate.platform().isEmpty() || !contents.has(candidate.descriptor())) {
                return candidate.platform();
            }
            Descriptor config = contents.manifest(candidate.descriptor(), candidate.type())
                    .blobs()
                    .get(0);
            return contents.has(config)
                    ? ArchiveContents.platform(contents.tree(contents.blob(config), config.digest()))
                    : "";
        }

        private StagedImage read(String name, Candidate candidate, Architecture architecture, boolean any) {
            FetchedManifest manifest = contents.manifest(candidate.descriptor(), candidate.type());
            if (!manifest.isManifest()) {
                throw contents.invalid(
                        name + " has a manifest of a kind that is not supported: " + manifest.mediaType(), null);
            }
            return contents.whole(name, manifest, architecture, any);
        }
    }
}
