package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every run on a cluster, as the event log tells of them. Reading them opens no engine. */
public final class RunRecords {
    private RunRecords() {}

    /**
     * All runs, the one that began first at first; none where there never was one. Lines that are not whole, and those of
     * a kind that is not known, are passed over. Throws {@link UncheckedIOException} when the log cannot be read.
     */
    public static List<RunRecord> read(ClusterFiles files) {
        // The lock is looked at first: a run that ends meanwhile is then read as ended, not as died.
        boolean held = OperationLock.holder(files).isPresent();
        Map<String, RunTally> runs = new LinkedHashMap<>();
        try {
            byte[] log = Files.readAllBytes(files.events());
            int start = 0;
            for (int end = 0; end < log.length; end++) {
                if (log[end] == '\n') {
                    add(runs, LogLine.parse(log, start, end - start));
                    start = end + 1;
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the event log cannot be read: " + files.events(), e);
        }
        return records(new ArrayList<>(runs.values()), held);
    }

    private static void add(Map<String, RunTally> runs, @Nullable LogLine line) {
        if (line != null) {
            runs.computeIfAbsent(line.instance(), RunTally::new).add(line);
        }
    }

    /** Only the newest run can be the one that is worked on. */
    private static List<RunRecord> records(List<RunTally> runs, boolean held) {
        List<RunRecord> records = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            records.add(runs.get(i).record(held && i == runs.size() - 1));
        }
        return records;
    }
}
