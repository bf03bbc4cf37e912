package io.ohmykube.workers.node;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** This computer in place of a machine: real programs, a real shell, real files. */
final class HostRemote implements Remote {
    final List<String> uploaded = new ArrayList<>();

    @Override
    public String node() {
        return "here";
    }

    @Override
    public CommandResult execute(Command command) {
        CommandResult result = probe(command);
        if (result.exitCode() != 0) {
            throw new CommandFailedException(
                    node(), command.shown(), result.exitCode(), result.stderr(), Path.of("none.log"));
        }
        return result;
    }

    @Override
    public CommandResult probe(Command command) {
        try {
            Path out = Files.createTempFile("out", null);
            Path err = Files.createTempFile("err", null);
            Process process = new ProcessBuilder(command.argv())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                if (command.stdin() != null) {
                    command.stdin().writeTo(in);
                }
            }
            int exitCode = process.waitFor();
            CommandResult result =
                    new CommandResult(exitCode, Files.readString(out), Files.readString(err), Duration.ZERO);
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void upload(Content content, String path, String mode) {
        uploaded.add(path);
        try {
            Files.createDirectories(Path.of(path).getParent());
            try (OutputStream out = Files.newOutputStream(Path.of(path))) {
                content.writeTo(out);
            }
            probe(Command.of("chmod", mode, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void download(String path, OutputStream to) {
        try {
            Files.copy(Path.of(path), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
