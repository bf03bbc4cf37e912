package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The append-only file of events. A line is handed to the operating system at once, so it survives our own death. */
final class EventLog implements AutoCloseable {
    /** A plain stream: closing a channel is what an interrupt of the writing thread does, and steps are interrupted. */
    private final OutputStream out;

    private boolean torn;

    private EventLog(OutputStream out, boolean torn) {
        this.out = out;
        this.torn = torn;
    }

    static EventLog open(Path file) throws IOException {
        boolean torn = endsInMidLine(file);
        return new EventLog(new FileOutputStream(file.toFile(), true), torn);
    }

    /** A line that could be written only in part, as on a full disk, does not spoil the next one. */
    void append(String line) throws IOException {
        String text = (torn ? "\n" : "") + line + "\n";
        torn = true;
        out.write(text.getBytes(StandardCharsets.UTF_8));
        torn = false;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** The events of one run, oldest first; none where there is no file. Lines that are not whole are passed over. */
    static List<StepEvent> read(Path file, String instance) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(instance))
                    .map(line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .map(StepEventJson::parse)
                    .flatMap(Optional::stream)
                    .filter(event -> event.instance().equals(instance))
                    .toList();
        }
    }

    private static boolean endsInMidLine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(bytes.length() - 1);
            return bytes.read() != '\n';
        }
    }
}
