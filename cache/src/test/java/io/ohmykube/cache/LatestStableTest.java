package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Attempts;
import io.ohmykube.cache.fetch.Fetcher;
import io.ohmykube.cache.fetch.HttpTransport;
import io.ohmykube.cache.fetch.Mirror;
import io.ohmykube.cache.fetch.Network;
import io.ohmykube.cache.fetch.Proxies;
import io.ohmykube.cache.store.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatestStableTest {
    private static final String STABLE = "/dl.k8s.io/release/stable.txt";
    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.serve(STABLE, "v1.35.1\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAnswerHoldsForADay() {
        assertThat(at(MONDAY)).isEqualTo("v1.35.1");
        server.serve(STABLE, "v1.36.0\n");

        assertThat(at(MONDAY.plus(DAY).minusSeconds(1))).isEqualTo("v1.35.1");
        assertThat(server.requests()).hasSize(1);
        assertThat(at(MONDAY.plus(DAY))).isEqualTo("v1.36.0");
        assertThat(at(MONDAY.plus(DAY).plusSeconds(1))).isEqualTo("v1.36.0");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anAnswerOfAnotherSourceDoesNotHold() throws IOException {
        at(MONDAY);
        Path other = Files.createDirectories(directory.resolve("mirror/dl.k8s.io/release"));
        Files.writeString(other.resolve("stable.txt"), "v1.20.2\n");

        assertThat(latest(directory.resolve("mirror").toString(), MONDAY, false).get())
                .isEqualTo("v1.20.2");
    }

    @Test
    void anAnswerOfTheFutureDoesNotHold() {
        at(MONDAY.plus(DAY));

        at(MONDAY);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anOldAnswerIsNotTakenSilentlyWhereTheSourceCannotBeReached() {
        at(MONDAY);
        server.on(STABLE, TestServer.status(503));

        assertThatThrownBy(() -> at(MONDAY.plus(DAY)))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("stable.txt");
    }

    @Test
    void offlineAnOldAnswerIsTakenAndItsAgeIsTold() {
        at(MONDAY);

        try (LogRecorder log = new LogRecorder()) {
            assertThat(offline(MONDAY.plusSeconds(1))).isEqualTo("v1.35.1");
            assertThat(log.warnings()).isEmpty();
            assertThat(offline(MONDAY.plus(DAY.multipliedBy(30)))).isEqualTo("v1.35.1");
            assertThat(log.warnings()).singleElement().asString().contains("v1.35.1", "2026-03-02");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version: v1.35.1", "version: ../../x\nasked: 2026-03-02T08:00:00Z", "{{{"})
    void aDamagedRecordIsNone(String damage) throws IOException {
        Files.writeString(directory.resolve("stable.yaml"), damage);

        assertThat(at(MONDAY)).isEqualTo("v1.35.1");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatIsNoVersionIsNeverTaken() {
        server.serve(STABLE, "<html>Log in to this network</html>");

        assertThatThrownBy(() -> at(MONDAY)).isInstanceOf(CacheException.class).hasMessageContaining("proxy");
        assertThat(directory.resolve("stable.yaml")).doesNotExist();
    }

    @Test
    void anAnswerThatCannotBeKeptIsGivenAllTheSame() throws IOException {
        Files.createDirectory(directory.resolve("stable.yaml"));

        assertThat(at(MONDAY)).isEqualTo("v1.35.1");
    }

    private String at(Instant now) {
        return latest(server.address().toString(), now, false).get();
    }

    private String offline(Instant now) {
        return latest(server.address().toString(), now, true).get();
    }

    private LatestStable latest(String mirror, Instant now, boolean offline) {
        Network network = new Network(Duration.ofSeconds(10), offline, Proxies.NONE, null);
        return new LatestStable(
                directory.resolve("stable.yaml"),
                new Fetcher(
                        Mirror.of(mirror), new HttpTransport(network, "advice"), new Attempts(Duration.ofMillis(1))),
                new Yaml(),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
