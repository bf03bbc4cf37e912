package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.image.ContainerCredentials;
import io.ohmykube.cache.store.Sha256;
import io.ohmykube.config.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's {@code docker-registry} and {@code podman}; skipped where they are not installed. */
class RealRegistryTest {
    private static final String IMAGE = "ghcr.io/ohmykube-test/hello:1.0";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process registry;
    private URI address = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() throws IOException {
        assumeThat(isInstalled("docker-registry"))
                .as("docker-registry is installed (apt-get install docker-registry)")
                .isTrue();
        serve("");
    }

    /** Starts the registry, again if it runs already, with the same images. */
    private void serve(String more) throws IOException {
        if (registry != null) {
            registry.destroy();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        Path configuration = Files.writeString(
                directory.resolve("registry.yml"),
                """
                version: 0.1
                log: {level: error, accesslog: {disabled: false}}
                storage:
                  filesystem: {rootdirectory: '%s'}
                http: {addr: '127.0.0.1:%d'}
                %s
                """
                        .formatted(directory.resolve("registry"), port, more));
        registry = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> get("/v2/") != 0);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (registry != null) {
            registry.destroy();
            assertThat(registry.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anImageIsPulledFromARealRegistryAndLoadedByARealRuntime() throws Exception {
        push("ohmykube-test/hello", "1.0");
        Cache cache = Caches.in(new Home(directory.resolve("home")), CacheOptions.of(null, address.toString()));
        cache.check(List.of(), List.of(), List.of(IMAGE));

        CachedImage image = cache.ensureImage(IMAGE, Architecture.AMD64);
        stop();

        assertThat(cache.ensureImage(IMAGE, Architecture.AMD64)).isEqualTo(image);
        assumeThat(isInstalled("podman")).as("podman is installed").isTrue();
        Path archive = directory.resolve("images.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            cache.writeArchive(List.of(image), out);
        }
        podman("load", "-i", archive.toString());
        assertThat(podman("images", "--format", "{{.Repository}}:{{.Tag}} {{.Digest}}"))
                .contains(IMAGE + " " + image.digest());
    }

    @Test
    void anImageThatARealRegistryDoesNotHaveIsNamed() {
        Cache cache = Caches.in(new Home(directory.resolve("home")), CacheOptions.of(null, address.toString()));

        assertThatThrownBy(() -> cache.ensureImage(IMAGE, Architecture.AMD64))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(CacheException.Kind.NOT_FOUND))
                .hasMessageContaining("/v2/ohmykube-test/hello/manifests/1.0");
    }

    @Test
    void aRealRegistryWithPasswordsIsReadByThoseWhoHaveOne() throws Exception {
        push("ohmykube-test/hello", "1.0");
        Path passwords = Files.writeString(
                directory.resolve("passwords"), "me:$2b$04$bf26cD/gOcywHbFFhAvXXuGF6xTB.4jGJwsjWRcv6SlZl6NL9O.jW\n");
        serve("auth: {htpasswd: {realm: test, path: '" + passwords + "'}}");
        String image = address.getRawAuthority() + "/ohmykube-test/hello:1.0";

        assertThatThrownBy(() -> with("{}").ensureImage(image, Architecture.AMD64))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("podman login " + address.getRawAuthority());
        assertThatThrownBy(() -> with(login("me:wrong")).ensureImage(image, Architecture.AMD64))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("to a login as me")
                .hasMessageNotContaining("wrong");
        with(login("me:s3cret-of-test")).check(List.of(), List.of(), List.of(image));
        assertThat(with(login("me:s3cret-of-test"))
                        .ensureImage(image, Architecture.AMD64)
                        .reference())
                .isEqualTo(image);
    }

    @Test
    void aRealRegistryWithATokenServerIsReadByThoseWhoGetAToken() throws Exception {
        push("ohmykube-test/hello", "1.0");
        TokenIssuer issuer = new TokenIssuer(directory);
        byte[] answer =
                ("{\"token\":\"" + issuer.token("ohmykube-test/hello") + "\"}").getBytes(StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
        try (TestServer tokens = new TestServer()) {
            tokens.on(
                    "/token",
                    FakeRegistry.guardedBy("Basic realm=\"t\"", "Basic " + basic, TestServer.bytes(200, answer)));
            serve("auth: {token: {realm: '%s/token', service: %s, issuer: %s, rootcertbundle: '%s'}}"
                    .formatted(
                            tokens.address(),
                            TokenIssuer.SERVICE,
                            TokenIssuer.NAME,
                            issuer.certificate(directory.resolve("issuer.pem"))));
            String image = address.getRawAuthority() + "/ohmykube-test/hello:1.0";

            assertThatThrownBy(() -> with("{}").ensureImage(image, Architecture.AMD64))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(tokens.address() + "/token");
            assertThat(with(login("me:s3cret"))
                            .ensureImage(image, Architecture.AMD64)
                            .reference())
                    .isEqualTo(image);
            assertThat(tokens.requests().get(1))
                    .contains("service=test-registry", "scope=repository%3Aohmykube-test%2Fhello%3Apull");
        }
    }

    @Test
    void aRealRegistryGoesOnWhereALayerWasBroken() throws Exception {
        push("ohmykube-test/hello", "1.0");
        byte[] layer = layer();
        String digest = Sha256.of(layer);
        Path blobs = Files.createDirectories(directory.resolve("home/cache/images/blobs/sha256"));
        String name = digest.substring("sha256:".length());
        Files.write(blobs.resolve("." + name + ".partial"), Arrays.copyOf(layer, 1000));
        Cache cache = Caches.in(new Home(directory.resolve("home")), CacheOptions.of(null, address.toString()));

        cache.ensureImage(IMAGE, Architecture.AMD64);

        assertThat(blobs.resolve(name)).hasBinaryContent(layer);
        assertThat(Files.readAllLines(directory.resolve("registry.log")))
                .as("what the registry sent")
                .anyMatch(line -> line.contains("blobs/" + digest) && line.contains(" 206 " + (layer.length - 1000)));
    }

    private Cache with(String logins) throws IOException {
        Path file = Files.writeString(directory.resolve("auth.json"), logins);
        return Caches.in(
                new Home(directory.resolve("home")),
                CacheOptions.none()
                        .withCredentials(ContainerCredentials.of(Map.of("REGISTRY_AUTH_FILE", file.toString()))));
    }

    private String login(String both) {
        String encoded = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return "{\"auths\": {\"" + address.getRawAuthority() + "\": {\"auth\": \"" + encoded + "\"}}}";
    }

    private String podman(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                "podman",
                                "--root=" + directory.resolve("podman"),
                                "--runroot=" + directory.resolve("podman-run"),
                                "--storage-driver=vfs"),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private void push(String repository, String tag) throws Exception {
        JsonMapper json = new JsonMapper();
        byte[] layer = layer();
        ObjectNode configuration = json.createObjectNode();
        configuration.put("architecture", "amd64").put("os", "linux");
        configuration.putObject("config").putArray("Cmd").add("/hello");
        configuration
                .putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(Sha256.of(layer));
        byte[] config = json.writeValueAsBytes(configuration);
        ObjectNode manifest = json.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", "application/vnd.oci.image.manifest.v1+json");
        describe(manifest.putObject("config"), "application/vnd.oci.image.config.v1+json", config);
        describe(manifest.putArray("layers").addObject(), "application/vnd.oci.image.layer.v1.tar", layer);
        upload(repository, layer);
        upload(repository, config);
        put(
                address.resolve("/v2/" + repository + "/manifests/" + tag),
                "application/vnd.oci.image.manifest.v1+json",
                json.writeValueAsBytes(manifest));
    }

    private static void describe(ObjectNode descriptor, String type, byte[] content) {
        descriptor.put("mediaType", type).put("digest", Sha256.of(content)).put("size", content.length);
    }

    private void upload(String repository, byte[] content) throws Exception {
        HttpResponse<Void> begun = http.send(
                HttpRequest.newBuilder(address.resolve("/v2/" + repository + "/blobs/uploads/"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        URI location = address.resolve(begun.headers().firstValue("Location").orElseThrow());
        put(URI.create(location + "&digest=" + Sha256.of(content)), "application/octet-stream", content);
    }

    private void put(URI target, String type, byte[] content) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(target)
                        .header("Content-Type", type)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static byte[] layer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            byte[] content = "#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("hello");
            entry.setMode(0755);
            entry.setModTime(0); // the same bytes, and so the same digest, whenever it is made
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
