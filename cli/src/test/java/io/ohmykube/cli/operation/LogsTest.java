package io.ohmykube.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {
    private static final Logger LOG = LoggerFactory.getLogger(LogsTest.class);

    @TempDir
    Path directory;

    @Test
    void eachClusterHasItsOwnLinesWhileSeveralAreWorkedOn() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Void> dev = CompletableFuture.runAsync(() -> work("dev", together));
        CompletableFuture<Void> prod = CompletableFuture.runAsync(() -> work("prod", together));
        CompletableFuture.allOf(dev, prod).get(30, TimeUnit.SECONDS);
        LOG.info("nobody's");

        assertThat(text("dev")).contains("step of dev", "thread of dev").doesNotContain("prod", "nobody's");
        assertThat(text("prod")).contains("step of prod", "thread of prod").doesNotContain("dev", "nobody's");
    }

    @Test
    void aCommandThatWorksOnOneClusterAloneLogsEverythingThere() throws Exception {
        CompletableFuture<Void> earlier = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            earlier.join();
            LOG.info("a thread of before");
        });
        thread.start();
        try (Logs logs = Logs.open(files("dev"), "dev", true, false)) {
            assertThat(logs).isNotNull();
            earlier.complete(null);
            thread.join();
        }

        assertThat(text("dev")).contains("a thread of before");
    }

    private void work(String cluster, CyclicBarrier together) {
        try (Logs logs = Logs.open(files(cluster), cluster, false, false)) {
            assertThat(logs).isNotNull();
            together.await(20, TimeUnit.SECONDS);
            LOG.info("step of {}", cluster);
            Thread thread = new Thread(() -> LOG.info("thread of {}", cluster));
            thread.start();
            thread.join();
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String cluster) throws Exception {
        return Files.readString(Logs.file(files(cluster)));
    }

    private ClusterFiles files(String cluster) {
        return ClusterStore.in(new Home(directory.resolve("home"))).files(cluster);
    }
}
