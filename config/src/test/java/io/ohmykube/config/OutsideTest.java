package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideTest {
    private static final ClusterValidator VALIDATOR = new ClusterValidator(new ClusterValidator.Choices(
            Set.of(), Set.of("flannel"), Set.of("local-path-provisioner"), Set.of("metallb")));
    private static final String PEM =
            """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCARugAwIBAgIUE/cjpZd3YOuOQGHumDXC6kzkTREwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjExMzA3MTdaGA8yMTI2MTAyODEzMDcx
            N1owDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOJu
            atyIhSC73tUWhp2zKY4wLJmP+SHd+tdPfHYv5Fd7w9Sch/r+0aTPez9yQRyuUZ2S
            J5rUs4g46vvVTCs2/gGjUzBRMB0GA1UdDgQWBBRukmbBTyMjNkRU8tNHCGafK8VA
            vTAfBgNVHSMEGDAWgBRukmbBTyMjNkRU8tNHCGafK8VAvTAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0kAMEYCIQDSBi/U3Fnr8BlJr06mmLCjXQf9gncZWPw0
            rGoye57x0QIhAOQJ6/geLx69VPJ5OmAOUtd0w/0RkdFbgkszv28jOC7p
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path directory;

    @Test
    void mirrorsProxiesAndAuthoritiesAreKeptWithTheCluster() throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), PEM);
        Outside outside = create(
                        """
                        spec:
                          registries:
                            mirrors:
                              docker.io: [https://a.example, "http://10.0.0.1:5000"]
                              "*": [https://b.example/proxied]
                          proxy: {https: "http://me:secret@proxy.example:3128", noProxy: [.example]}
                          certificateAuthorities: ['%s']
                        """
                                .formatted(file))
                .spec()
                .outside();
        assertThat(outside.registryMirrors())
                .containsEntry("docker.io", List.of("https://a.example", "http://10.0.0.1:5000"))
                .containsEntry("*", List.of("https://b.example/proxied"));
        assertThat(outside.proxy())
                .isEqualTo(new Proxy(null, "http://me:secret@proxy.example:3128", List.of(".example")));
        assertThat(outside.certificateAuthorities()).containsExactly(PEM);
    }

    @Test
    void whatMakesNoSenseIsRefusedAtOnceAndNoPasswordIsSaid() {
        assertThatThrownBy(
                        () -> create(
                                """
                        spec:
                          registries: {mirrors: {"a b": [https://ok.example], docker.io: ["ftp://x", "https://me:secret@m.example"]}}
                          proxy: {http: "proxy.example:3128", https: "gopher://me:secret@proxy.example", noProxy: ["a b"]}
                          certificateAuthorities: ["-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----", /no/such/file]
                        """))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageContaining("'a b' is not a registry")
                .hasMessageContaining("'ftp://x' is not the address of a registry")
                .hasMessageContaining("the address of m.example has a login")
                .hasMessageContaining("spec.proxy.http")
                .hasMessageContaining("spec.proxy.https: 'gopher://me:******@proxy.example' is not")
                .hasMessageContaining("spec.proxy.noProxy")
                .hasMessageContaining("spec.certificateAuthorities[0]")
                .hasMessageContaining("'/no/such/file' is neither")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aPrivateKeyIsNoAuthority() {
        assertThatThrownBy(() -> create("spec: {certificateAuthorities: [\"-----BEGIN PRIVATE KEY-----\\nAAAA\"]}"))
                .hasMessageContaining("spec.certificateAuthorities[0]: holds a private key");
    }

    @Test
    void aClusterThatExistsKeepsItsWays() {
        Cluster stored = create("spec: {proxy: {https: \"http://me:secret@proxy.example:3128\"}}");
        assertThat(yaml("spec: {proxy: {https: \"http://me:secret@proxy.example:3128\"}}")
                        .change(stored, VALIDATOR)
                        .wanted())
                .isEqualTo(stored);
        assertThatThrownBy(() ->
                        yaml("spec: {proxy: {https: \"http://other.example\"}}").change(stored, VALIDATOR))
                .hasMessageContaining("spec.proxy: differs")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void peopleSeeNoPasswords() {
        Outside outside = create(
                        "spec: {proxy: {http: \"http://me:secret@proxy.example\", https: \"http://proxy.example\"}}")
                .spec()
                .outside();
        assertThat(outside.toString())
                .contains("http://me:******@proxy.example")
                .doesNotContain("secret");
        assertThat(outside.withoutPasswords().proxy().http()).isEqualTo("http://me:******@proxy.example");
        assertThat(outside.withoutPasswords().proxy().https()).isEqualTo("http://proxy.example");
    }

    private static ClusterRequest yaml(String text) {
        return ClusterRequest.ofYaml(text, "test.yaml");
    }

    private static Cluster create(String text) {
        return yaml(text).create("dev", VALIDATOR);
    }
}
