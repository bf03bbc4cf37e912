package io.ohmykube.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A directory or a URL, as an option takes it. */
record Place(String text) {
    /** @param directory where it was typed, from which the path of a directory may start */
    static Place of(String typed, Path directory) {
        Path path = directory.resolve(typed);
        return new Place(Files.isDirectory(path) ? path.toString() : typed);
    }
}
