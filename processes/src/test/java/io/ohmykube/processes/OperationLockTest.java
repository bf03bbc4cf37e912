package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OperationLockTest {
    @TempDir
    Path directory;

    private ClusterFiles files;

    @BeforeEach
    void name() {
        files = new ClusterFiles(directory.resolve("dev"));
    }

    @Test
    void nobodyHoldsTheLockOfAClusterThatIsNotThere() {
        assertThat(OperationLock.holder(files)).isEmpty();
        assertThat(files.directory()).doesNotExist();
    }

    @Test
    void tellsEveryoneWhoHoldsIt() {
        try (OperationLock lock = OperationLock.take(files, "ohmykube up")) {
            assertThat(lock).isNotNull();
            assertThat(OperationLock.holder(files)).hasValueSatisfying(holder -> {
                assertThat(holder.command()).isEqualTo("ohmykube up");
                assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
            });
            assertThatThrownBy(() -> OperationLock.take(files, "ohmykube down"))
                    .isInstanceOf(ClusterBusyException.class)
                    .hasMessageContaining("'ohmykube up'")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isFreeOnceGivenBack() {
        OperationLock.take(files, "ohmykube up").close();

        assertThat(OperationLock.holder(files)).isEmpty();
        OperationLock.take(files, "ohmykube down").close();
    }

    @Test
    void theLocksOfTwoClustersAreTwo() {
        try (OperationLock one = OperationLock.take(files, "a");
                OperationLock two = OperationLock.take(new ClusterFiles(directory.resolve("dev-2")), "b")) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void makesAPrivateDirectory() throws IOException {
        OperationLock.take(files, "ohmykube up").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void onlyOneOfManyThreadsGetsIt() throws Exception {
        int threads = 8;
        AtomicInteger taken = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(n -> pool.submit(() -> {
                        start.await();
                        try {
                            OperationLock.take(files, "thread " + n);
                            taken.incrementAndGet();
                        } catch (ClusterBusyException e) {
                            assertThat(e.holder().command()).startsWith("thread");
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void anotherProcessIsToldWhoHoldsItAndLookingDoesNotFreeIt() throws Exception {
        try (OperationLock lock = OperationLock.take(files, "ohmykube up")) {
            assertThat(lock).isNotNull();
            assertThat(OperationLock.holder(files)).isPresent();

            assertThat(inOtherProcess("take")).isEqualTo("busy: ohmykube up");
            assertThat(inOtherProcess("look")).isEqualTo("held: ohmykube up");
        }
        assertThat(inOtherProcess("look")).isEqualTo("free");
    }

    @Test
    void aKilledHolderHoldsNothing() throws Exception {
        Process holder = other("hold");
        try (BufferedReader out = output(holder)) {
            assertThat(out.readLine()).isEqualTo("taken");
            assertThat(OperationLock.holder(files).orElseThrow().pid()).isEqualTo(holder.pid());
            assertThatThrownBy(() -> OperationLock.take(files, "ohmykube up")).isInstanceOf(ClusterBusyException.class);
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(OperationLock.holder(files)).isEmpty();
        OperationLock.take(files, "ohmykube up").close();
    }

    @Test
    void theClusterCanBeRemovedAndMadeAgainUnderTheLock() throws IOException {
        try (OperationLock lock = OperationLock.take(files, "ohmykube down")) {
            assertThat(lock).isNotNull();
            Files.delete(files.lock());
            Files.delete(files.directory());
        }

        try (OperationLock lock = OperationLock.take(files, "ohmykube up")) {
            assertThat(lock).isNotNull();
            assertThat(files.lock()).exists();
        }
    }

    private String inOtherProcess(String what) throws IOException, InterruptedException {
        Process process = other(what);
        try (BufferedReader out = output(process)) {
            return out.readLine();
        } finally {
            process.waitFor();
        }
    }

    private Process other(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProcess.class.getName(),
                        files.directory().toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
