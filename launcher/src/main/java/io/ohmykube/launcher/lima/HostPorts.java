package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Ports of this host's loopback that lead to ports of machines, each for as long as its machine is there. A file of the
 * port's name says whose it is, so that several processes never give one away twice.
 */
final class HostPorts {
    static final String LOOPBACK = "127.0.0.1";

    /** Below those that systems give to outgoing connections. */
    private static final int FIRST = 16443;

    private static final int LAST = 17442;

    private static final int LOOKS = 20;

    private final Path directory;

    HostPorts(Path limaHome) {
        this.directory = limaHome.resolve("_ohmykube").resolve("ports");
    }

    /** Ports of this host by ports of the machine: those given to it already, and others that are free. */
    Map<Integer, Integer> give(String machine, List<Integer> wanted) {
        Map<Integer, Integer> given = new TreeMap<>(of(machine));
        for (int port : wanted) {
            given.computeIfAbsent(port, any -> take(machine, port));
        }
        return given;
    }

    /** Ports of this host by ports of the machine. */
    Map<Integer, Integer> of(String machine) {
        Map<Integer, Integer> given = new TreeMap<>();
        for (Path file : files()) {
            String[] owner = owner(file);
            if (owner.length == 2 && owner[0].equals(machine)) {
                given.put(
                        Integer.valueOf(owner[1]),
                        Integer.valueOf(file.getFileName().toString()));
            }
        }
        return given;
    }

    void release(String machine) {
        try {
            for (int port : of(machine).values()) {
                Files.deleteIfExists(file(port));
            }
        } catch (IOException e) {
            throw new LauncherException(
                    "cannot give up the ports of the machine " + machine + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lima starts a machine also where something else listens on its port here, and it would be that something which
     * answers.
     */
    void requireFree(String machine) {
        for (Map.Entry<Integer, Integer> port : of(machine).entrySet()) {
            for (int look = 1; !isFree(port.getValue()); look++) {
                if (look > LOOKS) {
                    throw new LauncherException("another program listens on " + LOOPBACK + ":" + port.getValue()
                            + ", where this host reaches port " + port.getKey() + " of the machine " + machine
                            + "; end it and try again");
                }
                pause();
            }
        }
    }

    /** What forwarded it for a machine that has just stopped may need a moment to end. */
    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while a port of this host was in use", e);
        }
    }

    /** Whether nothing on this host listens there. */
    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private int take(String machine, int port) {
        try {
            Files.createDirectories(directory);
            Path claim = Files.writeString(directory.resolve("." + machine), machine + " " + port);
            try {
                for (int candidate = FIRST; candidate <= LAST; candidate++) {
                    if (isFree(candidate) && isMine(candidate, claim)) {
                        return candidate;
                    }
                }
            } finally {
                Files.deleteIfExists(claim);
            }
        } catch (IOException e) {
            throw new LauncherException(
                    "cannot keep a port of this host for the machine " + machine + ": " + e.getMessage(), e);
        }
        throw new LauncherException("no port of " + LOOPBACK + " between " + FIRST + " and " + LAST
                + " is free, so this host could not reach the machine " + machine);
    }

    /** A second name for the claim comes into being at once, with what is in it, and only where there is none yet. */
    private boolean isMine(int candidate, Path claim) throws IOException {
        try {
            Files.createLink(file(candidate), claim);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private Path file(int port) {
        return directory.resolve(Integer.toString(port));
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .toList();
        } catch (IOException e) {
            throw new LauncherException("cannot read which ports machines have, in " + directory, e);
        }
    }

    private static String[] owner(Path file) {
        try {
            return Files.readString(file).split(" ", -1);
        } catch (IOException gone) {
            return new String[0]; // Given up by another process just now.
        }
    }
}
