package io.ohmykube.launcher.container;

import io.ohmykube.config.Cidr;
import io.ohmykube.launcher.LauncherException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Gives each machine an address of its own, which it keeps for as long as it exists. The engine would give it another
 * whenever it starts.
 */
final class Addresses {
    private static final long PAUSE = 20;

    private final Engine engine;
    private final Path directory;

    /** @param directory where the lock is, shared by all processes that make machines */
    Addresses(Engine engine, Path directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /** Passes on a free address of the network. No other machine is given one until this has ended. */
    @SuppressWarnings("try") // The lock is held, not used.
    void assign(String network, Consumer<String> machine) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("addresses.lock");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel)) {
                machine.accept(free(network));
            }
        } catch (IOException e) {
            throw new LauncherException("cannot choose an address in network " + network + ": " + e.getMessage(), e);
        }
    }

    /** The lowest one that no container of the network has, whether it runs or not. */
    private String free(String network) {
        Engine.Subnet subnet = engine.subnet(network);
        Cidr range = Cidr.parse(subnet.range())
                .orElseThrow(() -> new LauncherException(
                        "the network " + network + " has no IPv4 addresses, but '" + subnet.range() + "'"));
        Set<String> taken = engine.attached(network).stream()
                .flatMap(container -> Stream.of(container.address(), container.givenAddress()))
                .collect(Collectors.toSet());
        taken.add(subnet.gateway());
        return LongStream.range(range.addresses().first() + 1, range.addresses().last())
                .mapToObj(Addresses::text)
                .filter(address -> !taken.contains(address))
                .findFirst()
                .orElseThrow(() -> new LauncherException("no address is free in network " + network));
    }

    private static String text(long address) {
        return new Cidr(address, 32).toString().replace("/32", "");
    }

    /** Waits for other processes, and for other threads of this one, for which the file system would not wait. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held by another thread.
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherException("interrupted while another machine got its address", e);
            }
        }
    }
}
