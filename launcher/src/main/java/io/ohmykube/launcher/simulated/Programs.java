package io.ohmykube.launcher.simulated;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that simulated machines can run, by name: programs, their subcommands, and scripts of ours. */
final class Programs {
    private final Map<String, Program> all = new HashMap<>();

    Programs() {
        all.putAll(BasicPrograms.all());
        all.putAll(ServicePrograms.all());
        all.putAll(ImagePrograms.all());
        all.putAll(KubeadmPrograms.all());
        all.putAll(KubectlPrograms.all());
        all.putAll(FileScripts.all());
        all.putAll(NodeScripts.all());
        all.putAll(KubeadmScripts.all());
    }

    @Nullable
    Program find(String name) {
        return all.get(name);
    }
}
