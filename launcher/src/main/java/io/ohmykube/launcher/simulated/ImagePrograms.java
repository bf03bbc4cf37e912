package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.util.Map;

/** {@code ctr} and {@code crictl}, as far as they know of images. */
final class ImagePrograms {
    private ImagePrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "ctr images import", ImagePrograms::load,
                "ctr images ls", ImagePrograms::list,
                "ctr images list", ImagePrograms::list,
                "ctr version", ImagePrograms::version,
                "crictl info", ImagePrograms::version,
                "crictl version", ImagePrograms::version);
    }

    private static boolean unreachable(Execution execution) throws IOException {
        if (execution.machine().active("containerd")) {
            return false;
        }
        execution.err("ctr: failed to dial \"/run/containerd/containerd.sock\": connect: no such file or directory");
        return true;
    }

    private static int load(Execution execution) throws IOException {
        if (unreachable(execution)) {
            return 1;
        }
        Map<String, String> images;
        try {
            images = ImageArchive.images(execution.stdin());
        } catch (IOException e) {
            return execution.fail(1, "ctr: " + e.getMessage());
        }
        execution.machine().system().change(state -> {
            state.images.putAll(images);
            return null;
        });
        for (String reference : images.keySet()) {
            execution.out("unpacking " + reference + "...done (simulated)");
        }
        return 0;
    }

    private static int list(Execution execution) throws IOException {
        if (unreachable(execution)) {
            return 1;
        }
        execution.out("REF TYPE DIGEST SIZE PLATFORMS LABELS");
        Map<String, String> images = execution.machine().system().read(state -> Map.copyOf(state.images));
        for (Map.Entry<String, String> image : images.entrySet()) {
            execution.out(image.getKey() + " application/vnd.oci.image.manifest.v1+json " + image.getValue()
                    + " 1.0MiB linux/simulated -");
        }
        return 0;
    }

    private static int version(Execution execution) throws IOException {
        if (unreachable(execution)) {
            return 1;
        }
        execution.out("containerd (simulated)");
        return 0;
    }
}
