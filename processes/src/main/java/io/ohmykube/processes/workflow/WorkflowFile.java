package io.ohmykube.processes.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One process as BPMN. Its file is called like the process, so that it is plain what it replaces. */
public final class WorkflowFile {
    static final String SUFFIX = ".bpmn";
    /** The largest of ours has 30 kB. */
    private static final long LARGEST = 4L << 20;

    /** Where a process comes from; the later one wins. */
    public enum Origin {
        BUILT_IN,
        /** From the home directory. */
        HOME,
        /** From the workspace in which the command was given. */
        WORKSPACE
    }

    private final String process;
    private final byte[] content;
    private final Origin origin;
    private final @Nullable Path path;

    WorkflowFile(String process, byte[] content, Origin origin, @Nullable Path path) {
        this.process = process;
        this.content = content;
        this.origin = origin;
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if no process can have a file of that name, or it is too large for one
     */
    static WorkflowFile read(Path path, Origin origin) {
        String name = path.getFileName().toString();
        if (!isProcess(path) || name.length() == SUFFIX.length()) {
            throw new IllegalArgumentException(path + ": a process is in a file that ends in " + SUFFIX);
        }
        try {
            if (Files.size(path) > LARGEST) {
                throw new IllegalArgumentException(path + ": has more than " + (LARGEST >> 20) + " MB");
            }
            return new WorkflowFile(
                    name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(path), origin, path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    static boolean isProcess(Path path) {
        return path.getFileName().toString().endsWith(SUFFIX);
    }

    /** The id of the process, by the name of its file. */
    public String process() {
        return process;
    }

    /** The name of its file, for example {@code cluster-up.bpmn}. */
    public String name() {
        return process + SUFFIX;
    }

    public byte[] content() {
        return content.clone();
    }

    public Origin origin() {
        return origin;
    }

    /** Where it is kept; null for one of ours. */
    public @Nullable Path path() {
        return path;
    }

    /** In hexadecimal. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
