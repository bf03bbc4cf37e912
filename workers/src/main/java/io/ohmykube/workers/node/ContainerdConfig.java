package io.ohmykube.workers.node;

import io.ohmykube.launcher.MachineTraits;

/**
 * containerd's configuration: version 2 of it up to containerd 1.7, version 3 from 2.0, where the CRI plugin came apart
 * (https://github.com/containerd/containerd/blob/main/docs/cri/config.md).
 */
final class ContainerdConfig {
    private ContainerdConfig() {}

    static String text(String containerdVersion, String pauseImage, MachineTraits traits) {
        boolean systemd = !traits.cgroupfs();
        return majorVersion(containerdVersion) >= 2
                ? version3(pauseImage, traits.restrictOomScore(), systemd)
                : version2(pauseImage, traits.restrictOomScore(), systemd);
    }

    private static String version2(String pauseImage, boolean restrictOomScore, boolean systemd) {
        return """
                version = 2

                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%s"
                  restrict_oom_score_adj = %s

                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                  runtime_type = "io.containerd.runc.v2"

                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                  SystemdCgroup = %s

                [plugins."io.containerd.grpc.v1.cri".registry]
                  config_path = "/etc/containerd/certs.d"
                """
                .formatted(pauseImage, restrictOomScore, systemd);
    }

    private static String version3(String pauseImage, boolean restrictOomScore, boolean systemd) {
        return """
                version = 3

                [plugins."io.containerd.cri.v1.images".pinned_images]
                  sandbox = "%s"

                [plugins."io.containerd.cri.v1.images".registry]
                  config_path = "/etc/containerd/certs.d"

                [plugins."io.containerd.cri.v1.runtime"]
                  restrict_oom_score_adj = %s

                [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
                  runtime_type = "io.containerd.runc.v2"

                [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
                  SystemdCgroup = %s
                """
                .formatted(pauseImage, restrictOomScore, systemd);
    }

    private static int majorVersion(String version) {
        String plain = version.startsWith("v") ? version.substring(1) : version;
        return Integer.parseInt(plain.substring(0, plain.indexOf('.')));
    }
}
