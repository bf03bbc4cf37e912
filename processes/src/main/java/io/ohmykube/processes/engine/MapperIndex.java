package io.ohmykube.processes.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the engine's mapper files holds which statement, so that a statement can be found without reading them all.
 *
 * <p>The resource holds, for each file, a line {@code > FILE NAMESPACE} and then one line per statement.
 */
final class MapperIndex {
    static final String RESOURCE = "mappers.txt";
    private static final String FILE = "> ";

    private final Map<String, String> fileOfStatement = new HashMap<>();
    private final Map<String, String> fileOfNamespace = new HashMap<>();

    /** False where the classes were compiled by something else than the build, an editor for example. */
    static boolean isThere() {
        return MapperIndex.class.getResource(RESOURCE) != null;
    }

    /** The index that the build has written. */
    static MapperIndex load() {
        MapperIndex index = new MapperIndex();
        try (@Nullable InputStream in = MapperIndex.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build has not written " + RESOURCE);
            }
            index.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return index;
    }

    /** The line that begins a mapper file's part. */
    static String line(String file, String namespace) {
        return FILE + file + " " + namespace;
    }

    @Nullable
    String fileOfStatement(String statement) {
        return fileOfStatement.get(statement);
    }

    @Nullable
    String fileOfNamespace(String namespace) {
        return fileOfNamespace.get(namespace);
    }

    private void read(BufferedReader lines) throws IOException {
        String file = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(FILE)) {
                String[] parts = line.substring(FILE.length()).split(" ", 2);
                file = parts[0];
                fileOfNamespace.put(parts[1], file);
            } else {
                fileOfStatement.put(line, file);
            }
        }
    }
}
