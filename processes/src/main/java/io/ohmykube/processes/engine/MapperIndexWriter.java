package io.ohmykube.processes.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Writes the {@link MapperIndex}; the build runs it. */
final class MapperIndexWriter {
    private static final String MAPPINGS = "org/camunda/bpm/engine/impl/mapping/mappings.xml";

    private MapperIndexWriter() {}

    static void write(Path target) throws IOException {
        Files.createDirectories(target);
        Files.write(target.resolve(MapperIndex.RESOURCE), lines(), StandardCharsets.US_ASCII);
    }

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        NodeList mappers = MapperFile.read(MAPPINGS).document().getElementsByTagName("mapper");
        for (int i = 0; i < mappers.getLength(); i++) {
            String name = ((Element) mappers.item(i)).getAttribute("resource");
            MapperFile file = MapperFile.read(name);
            lines.add(MapperIndex.line(name, file.namespace()));
            file.statements().forEach(statement -> lines.add(statement.getAttribute("id")));
        }
        return lines;
    }
}
