package io.ohmykube.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.cache.fetch.Proxies;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A TLS server whose certificate an authority of this test has signed, also behind a proxy. */
class ProxyAndTrustTest {
    private static final String PASSWORD = "changeit";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("me:s3cr:t".getBytes(StandardCharsets.UTF_8));
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path keys;

    private static HttpsServer server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair -alias ca -keyalg EC -dname CN=test-authority -ext bc:c -keystore ca.p12");
        keytool("-exportcert -rfc -alias ca -keystore ca.p12 -file ca.pem");
        keytool("-genkeypair -alias server -keyalg EC -dname CN=server -keystore server.p12");
        keytool("-certreq -alias server -keystore server.p12 -file server.csr");
        keytool("-gencert -rfc -alias ca -keystore ca.p12 -infile server.csr -outfile server.pem"
                + " -ext san=ip:127.0.0.1,dns:files.example,dns:localhost");
        keytool("-importcert -noprompt -alias ca -keystore server.p12 -file ca.pem");
        keytool("-importcert -alias server -keystore server.p12 -file server.pem");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys.resolve("server.p12"))));
        server.createContext("/", exchange -> {
            SEEN.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().containsKey("Proxy-Authorization"));
            TestServer.bytes(200, "kind: List".getBytes(StandardCharsets.UTF_8)).to(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void anAuthorityOfACaFileIsTrusted() throws IOException {
        Path bundle = Files.writeString(
                directory.resolve("bundle.pem"),
                "some words\n" + Files.readString(keys.resolve("ca.pem")) + "\nmore words\n"
                        + Files.readString(keys.resolve("server.pem")));

        assertThat(open(CacheOptions.none().withCaFile(bundle)).ensureManifest(local()))
                .isEqualTo("kind: List");
    }

    @Test
    void withoutItTheErrorNamesTheOption() {
        CacheException failure = catchThrowableOfType(
                CacheException.class, () -> open(CacheOptions.none()).ensureManifest(local()));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining(local().toString()).hasMessageContaining("--ca-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void aCaFileWithoutACertificateIsRefused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), text);

        assertThatThrownBy(() -> open(CacheOptions.none().withCaFile(file)).ensureManifest(local()))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.INVALID))
                .hasMessageContaining(file.toString());
    }

    @Test
    void aTunnelLeadsThroughTheProxyUnlessTheHostIsThisMachine() throws IOException {
        try (TestProxy proxy = new TestProxy(server.getAddress().getPort(), null)) {
            String address = "http://127.0.0.1:" + proxy.port();
            URI manifest = URI.create("https://files.example/list.yaml");

            assertThat(open(behind(address)).ensureManifest(manifest)).isEqualTo("kind: List");
            assertThat(open(behind(address)).ensureManifest(local())).isEqualTo("kind: List");

            assertThat(proxy.requests()).containsExactly("CONNECT files.example:443 HTTP/1.1");
        }
    }

    @Test
    void plainHttpIsAskedForAtTheProxy() throws IOException {
        try (TestServer plain = new TestServer();
                TestProxy proxy = new TestProxy(plain.address().getPort(), BASIC)) {
            plain.serve("/files.example/list.yaml", "kind: Plain");
            Proxies proxies = new Proxies("", "http://me:s3cr%3At@127.0.0.1:" + proxy.port(), "");

            assertThat(open(CacheOptions.none().withProxies(proxies))
                            .ensureManifest(URI.create("http://files.example/list.yaml")))
                    .isEqualTo("kind: Plain");
        }
    }

    /** In a process of its own: what the JDK does with passwords is settled by the first client of a process. */
    @Test
    void aPasswordInTheProxysAddressIsSentToTheProxyAlone() throws Exception {
        try (TestProxy proxy = new TestProxy(server.getAddress().getPort(), BASIC)) {
            SEEN.clear();

            String output = otherProcess("http://me:s3cr%3At@127.0.0.1:" + proxy.port());

            assertThat(output).isEqualTo("kind: List");
            assertThat(proxy.requests()).containsExactly("CONNECT files.example:443 HTTP/1.1");
            assertThat(SEEN).containsExactly("/list.yaml false");
        }
    }

    @Test
    void aProxyThatRefusesIsNamedWithoutThePassword() throws Exception {
        try (TestProxy proxy = new TestProxy(server.getAddress().getPort(), BASIC)) {
            String output = otherProcess("http://me:wrong-s3cret@127.0.0.1:" + proxy.port());

            assertThat(output)
                    .contains("through the proxy 127.0.0.1:" + proxy.port(), "407")
                    .doesNotContain("wrong-s3cret");
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> open(behind("http://127.0.0.1:1"))
                        .ensureManifest(URI.create("https://files.example/list.yaml")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("through the proxy 127.0.0.1:1: connection refused");
    }

    private static URI local() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/list.yaml");
    }

    private static CacheOptions behind(String proxy) {
        return CacheOptions.none()
                .withCaFile(keys.resolve("ca.pem"))
                .withProxies(new Proxies(proxy, "http://127.0.0.1:1", ""));
    }

    private Cache open(CacheOptions options) {
        return Caches.in(
                new Home(directory), options, FileCatalogue.builtIn(), Duration.ofSeconds(20), Duration.ofMillis(10));
    }

    private String otherProcess(String proxy) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        OtherProcess.class.getName(),
                        directory.toString(),
                        proxy,
                        keys.resolve("ca.pem").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.of((arguments + " -storetype PKCS12 -storepass " + PASSWORD).split(" ", -1)))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(keys.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Prints a manifest, or why there is none. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) {
            CacheOptions options = CacheOptions.none()
                    .withCaFile(Path.of(arguments[2]))
                    .withProxies(new Proxies(arguments[1], "", ""));
            try {
                System.out.print(Caches.in(new Home(Path.of(arguments[0])), options)
                        .ensureManifest(URI.create("https://files.example/list.yaml")));
            } catch (CacheException e) {
                System.out.print(e.getMessage());
            }
        }
    }
}
