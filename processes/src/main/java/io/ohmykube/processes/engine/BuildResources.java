package io.ohmykube.processes.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Run by the build: writes what the engine would otherwise work out at every start. */
public final class BuildResources {
    private BuildResources() {}

    /** Takes the directory of the module's classes. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]).resolve("io/ohmykube/processes/engine");
        MapperIndexWriter.write(target);
        Template.write(target);
    }
}
