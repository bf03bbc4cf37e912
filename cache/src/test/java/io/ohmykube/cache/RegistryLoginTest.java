package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.image.Credentials;
import io.ohmykube.cache.image.RegistryMirrors;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that want to know who asks, and mirrors in front of them. */
class RegistryLoginTest {
    private static final byte[] LAYER = FakeRegistry.layer("secret image");
    private static final Credentials.Login ME = new Credentials.Login("me", "pass:word", false);
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("me:pass:word".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private TestServer server;
    private TestServer other;
    private FakeRegistry registry;
    private String image;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        other = new TestServer();
        registry = new FakeRegistry(server);
        registry.image("team/app", "1", Architecture.AMD64, LAYER);
        image = server.authority() + "/team/app:1";
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Test
    void aTokenIsGivenForALogin() {
        registry.guard("Bearer realm=\"" + other.address() + "/token\",service=\"reg\"", "Bearer T");
        other.on("/token", exchange -> {
            seen.add(exchange.getRequestURI().getQuery() + " " + authorization(exchange));
            TestServer.bytes(200, "{\"token\":\"T\"}".getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
        });

        open(Map.of(server.authority(), ME)).ensureImage(image, Architecture.AMD64);

        assertThat(seen).containsExactly("service=reg&scope=repository:team/app:pull " + BASIC);
    }

    @Test
    void anIdentityTokenIsExchangedByAForm() {
        registry.guard("Bearer realm=\"" + other.address() + "/token\",service=\"reg\"", "Bearer T");
        other.on("/token", exchange -> {
            seen.add(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            TestServer.bytes(200, "{\"access_token\":\"T\"}".getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
        });

        open(Map.of(server.authority(), new Credentials.Login("", "identity/1", true)))
                .ensureImage(image, Architecture.AMD64);

        assertThat(seen)
                .containsExactly("POST grant_type=refresh_token&client_id=ohmykube&service=reg"
                        + "&scope=repository%3Ateam%2Fapp%3Apull&refresh_token=identity%2F1");
    }

    @Test
    void aPasswordIsGivenToARegistryThatAsksForIt() {
        registry.guard("Basic realm=\"registry\"", BASIC);

        assertThat(open(Map.of(server.authority(), ME))
                        .ensureImage(image, Architecture.AMD64)
                        .reference())
                .isEqualTo(image);
    }

    @Test
    void withoutALoginItIsSaidHowToGetOne() {
        registry.guard("Basic realm=\"registry\"", BASIC);

        CacheException failure =
                catchThrowableOfType(CacheException.class, () -> open(Map.of()).ensureImage(image, Architecture.AMD64));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessageContaining("podman login " + server.authority());
    }

    @Test
    void aLoginThatIsRefusedIsNamedWithoutItsPassword() {
        registry.guard("Basic realm=\"registry\"", "Basic of somebody else");

        CacheException failure = catchThrowableOfType(CacheException.class, () -> open(Map.of(server.authority(), ME))
                .ensureImage(image, Architecture.AMD64));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessageContaining("refuses access (401) to a login as me");
        assertSecret(failure);
    }

    @Test
    void aTokenServerThatRefusesOrFailsIsNamedWithoutTheLogin() {
        registry.guard("Bearer realm=\"" + other.address() + "/token\"", "Bearer T");
        for (TestServer.Reply reply : List.of(
                TestServer.status(401),
                TestServer.status(403),
                TestServer.bytes(200, "{\"token\": secret".getBytes(StandardCharsets.UTF_8)),
                TestServer.bytes(200, new byte[2_000_000]))) {
            other.on("/token", reply);

            CacheException failure =
                    catchThrowableOfType(CacheException.class, () -> open(Map.of(server.authority(), ME))
                            .ensureImage(image, Architecture.AMD64));

            assertThat(failure).hasMessageContaining(other.address() + "/token");
            assertSecret(failure);
        }
    }

    @Test
    void aLoginDoesNotFollowARedirectToAnotherHostNorIsTheKeyInItsAddressTold() {
        registry.guard("Basic realm=\"registry\"", BASIC);
        String layer = registry.blobPath("team/app", LAYER);
        TestServer.Reply away = TestServer.redirect(other.address() + "/blob?signature=secret");
        server.on(layer, FakeRegistry.guardedBy("Basic realm=\"registry\"", BASIC, away));
        other.on("/blob", exchange -> {
            seen.add(authorization(exchange));
            TestServer.truncated(LAYER, 10).to(exchange);
        });

        CacheException failure = catchThrowableOfType(CacheException.class, () -> open(Map.of(server.authority(), ME))
                .ensureImage(image, Architecture.AMD64));

        assertThat(seen).isNotEmpty().containsOnly("");
        assertThat(failure).hasMessageContaining(other.address() + "/blob").hasMessageNotContaining("secret");
    }

    @Test
    void aMirrorIsAskedFirstAndNeverGivenTheLoginOfTheRegistry() throws IOException {
        registry.guard("Basic realm=\"registry\"", BASIC);
        other.on("/v2/team/app/manifests/1", exchange -> {
            seen.add(authorization(exchange));
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"mirror\"");
            exchange.sendResponseHeaders(401, -1);
        });

        open(Map.of(server.authority(), ME), other).ensureImage(image, Architecture.AMD64);

        assertThat(seen).isNotEmpty().containsOnly("");
        assertThat(server.requests()).anyMatch(request -> request.startsWith("GET /v2/team/app/manifests/1"));
    }

    @Test
    void aMirrorIsGivenItsOwnLogin() throws IOException {
        FakeRegistry mirror = new FakeRegistry(other);
        mirror.image("team/app", "1", Architecture.AMD64, LAYER);
        mirror.guard("Basic realm=\"mirror\"", BASIC);

        open(Map.of(other.authority(), ME), other).ensureImage(image, Architecture.AMD64);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void mirrorsThatFailAreFollowedByTheNextAndInTheEndByTheRegistry() throws IOException {
        String path = "/v2/team/app/manifests/1";
        for (TestServer.Reply failing : List.<TestServer.Reply>of(
                TestServer.status(404),
                TestServer.status(500),
                TestServer.status(403),
                TestServer.comeBack(429, "3600"),
                TestServer.redirect(other.address() + path),
                exchange -> {})) {
            other.on(path, failing);
            server.forget();

            Home home = new Home(Files.createTempDirectory(directory, "home"));
            open(home, Map.of(), "http://127.0.0.1:1", other.address().toString())
                    .ensureImage(image, Architecture.AMD64);

            assertThat(server.count("GET " + path)).isEqualTo(1);
            assertThat(server.count("GET " + registry.blobPath("team/app", LAYER)))
                    .isEqualTo(1);
        }
    }

    @Test
    void aMirrorWithOtherBytesIsNotBelieved() throws IOException {
        FakeRegistry mirror = new FakeRegistry(other);
        mirror.image("team/app", "1", Architecture.AMD64, LAYER);
        byte[] flipped = LAYER.clone();
        flipped[7] ^= 1;
        other.serve(mirror.blobPath("team/app", LAYER), flipped);

        open(Map.of(), other).ensureImage(image, Architecture.AMD64);

        assertThat(server.count("GET " + registry.blobPath("team/app", LAYER))).isEqualTo(1);
    }

    @Test
    void whereNobodyHasItEachIsNamed() {
        server.on("/v2/team/app/manifests/1", TestServer.status(404));
        other.on("/v2/team/app/manifests/1", TestServer.status(403));

        CacheException failure = catchThrowableOfType(
                CacheException.class, () -> open(Map.of(), other).ensureImage(image, Architecture.AMD64));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure.getMessage())
                .startsWith(other.address() + "/v2/team/app/manifests/1")
                .contains("; and " + server.address() + "/v2/team/app/manifests/1");
    }

    private void assertSecret(CacheException failure) {
        Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .forEach(cause -> assertThat(String.valueOf(cause.getMessage()))
                        .doesNotContain("pass:word", BASIC.substring(6), "secret\""));
    }

    private Cache open(Map<String, Credentials.Login> logins, TestServer... mirrors) {
        return open(
                new Home(directory),
                logins,
                Stream.of(mirrors).map(mirror -> mirror.address().toString()).toArray(String[]::new));
    }

    private Cache open(Home home, Map<String, Credentials.Login> logins, String... mirrors) {
        return Caches.in(
                home,
                CacheOptions.none()
                        .withCredentials((host, repository) -> logins.get(host))
                        .withRegistryMirrors(
                                mirrors.length == 0
                                        ? RegistryMirrors.NONE
                                        : RegistryMirrors.of(
                                                List.of(server.authority() + "=" + String.join(",", mirrors)))),
                FileCatalogue.builtIn(),
                Duration.ofSeconds(30),
                Duration.ofMillis(10));
    }

    private static String authorization(HttpExchange exchange) {
        return FakeRegistry.authorization(exchange);
    }
}
