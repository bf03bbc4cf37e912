package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scans of images and packages. The scanners are fakes: they print reports of the form that Trivy and Grype document, and
 * note how they were called and what they were given.
 */
@Timeout(120)
class ScanTest {
    private static final String TRIVY =
            """
            {"SchemaVersion": 2, "Results": [
              {"Target": "app (debian 12)", "Vulnerabilities": [
                {"VulnerabilityID": "CVE-2024-0001", "PkgName": "libssl3", "InstalledVersion": "3.0.1",
                 "Severity": "MEDIUM", "Title": "openssl: something"},
                {"VulnerabilityID": "CVE-2024-0002", "PkgName": "zlib1g", "InstalledVersion": "1.2",
                 "FixedVersion": "1.3", "Severity": "HIGH", "Title": "zlib: something worse"}]},
              {"Target": "nothing here"}]}
            """;
    private static final String GRYPE =
            """
            {"matches": [
              {"vulnerability": {"id": "GHSA-1", "severity": "Negligible", "fix": {"versions": [], "state": "unknown"}},
               "artifact": {"name": "stdlib", "version": "go1.20", "locations": [{"path": "/usr/bin/tool"}]}},
              {"vulnerability": {"id": "CVE-2", "severity": "Critical", "fix": {"versions": ["1.21", "1.22"]}},
               "artifact": {"name": "stdlib", "version": "go1.20", "locations": [{"path": "/usr/bin/tool"}]}}]}
            """;

    @TempDir
    Path directory;

    private Invocation ohmykube;
    private Path programs;

    @BeforeEach
    void start() throws IOException {
        programs = Files.createDirectory(directory.resolve("programs"));
        Files.createDirectories(directory.resolve("mirror"));
        ohmykube = new Invocation(directory)
                .with("PATH", programs.toString())
                .with("OHMYKUBE_MIRROR", directory.resolve("mirror").toString())
                .with("OHMYKUBE_OFFLINE", "1");
        Path archive = TinyImage.archive(directory.resolve("app.tar"), "shop/cart:1", "a layer");
        assertThat(ohmykube.run("cache", "prefetch", "--tar", archive.toString())
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void trivysReportIsPrintedTheWorstFirst() throws IOException {
        fake("trivy", TRIVY, 0);

        Invocation.Output output = ohmykube.run("image", "scan", "shop/cart:1");

        assertThat(output.exitCode()).as(output.err()).isEqualTo(ExitCode.DONE);
        assertThat(output.out().lines().toList())
                .hasSize(4)
                .first()
                .asString()
                .isEqualTo("docker.io/shop/cart:1, by trivy: 0 critical, 1 high, 1 medium, 0 low, 0 negligible,"
                        + " 0 unknown");
        assertThat(output.out().lines().toList().get(2)).contains("HIGH", "CVE-2024-0002", "zlib1g", "1.3");
        assertThat(output.out().lines().toList().get(3)).contains("MEDIUM", "CVE-2024-0001", " -  ");
        assertThat(calls())
                .contains("image --format json", "--offline-scan --skip-db-update", "--input ")
                .contains("index.json", "oci-layout", "blobs");
        assertThat(Path.of(calls().lines().findFirst().orElseThrow().replaceFirst(".* ", "")))
                .as("what was unpacked for it")
                .doesNotExist();
    }

    @Test
    void grypesReportHasTheSameForm() throws IOException {
        fake("grype", GRYPE, 0);

        Invocation.Output output = ohmykube.run("image", "scan", "shop/cart:1", "-o", "json");

        assertThat(output.exitCode()).as(output.err()).isEqualTo(ExitCode.DONE);
        JsonNode report = output.last();
        assertThat(report.path("scanner").asText()).isEqualTo("grype");
        assertThat(report.at("/counts/CRITICAL").asInt()).isEqualTo(1);
        assertThat(report.at("/vulnerabilities/0/id").asText()).isEqualTo("CVE-2");
        assertThat(report.at("/vulnerabilities/0/fixedIn").asText()).isEqualTo("1.21, 1.22");
        assertThat(report.at("/vulnerabilities/1/severity").asText()).isEqualTo("NEGLIGIBLE");
        assertThat(report.at("/vulnerabilities/1").has("fixedIn")).isFalse();
        assertThat(calls()).contains("oci-dir:", "auto update false");
    }

    @Test
    void whatIsBadEnoughIsAFailure() throws IOException {
        fake("trivy", TRIVY, 0);

        assertThat(ohmykube.run("image", "scan", "shop/cart:1", "--fail-on", "HIGH")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(ohmykube.run("image", "scan", "shop/cart:1", "--fail-on", "critical")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        Invocation.Output wrong = ohmykube.run("image", "scan", "shop/cart:1", "--fail-on", "BAD");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("LOW, MEDIUM, HIGH, CRITICAL are");
    }

    @Test
    void packagesAreScannedAsTheyLieOnNodes() throws IOException {
        fake("trivy", TRIVY, 0);
        Invocation.Output none = ohmykube.run("scan", "packages");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("cache prefetch");
        publishHelm();
        assertThat(ohmykube.run("cache", "prefetch", "--package", "helm@3.19.0", "--arch", "amd64")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);

        Invocation.Output output = ohmykube.run("scan", "packages", "--offline", "--fail-on", "HIGH");

        assertThat(output.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(output.out()).startsWith("1 package in the cache, by trivy: 0 critical, 1 high");
        assertThat(calls()).contains("rootfs --format json", "--skip-db-update").contains("helm-3.19.0-amd64/usr/");
    }

    @Test
    void aScannerThatIsMissingOrFailsIsToldWithWhatHelps() throws IOException {
        Invocation.Output none = ohmykube.run("image", "scan", "shop/cart:1");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("neither trivy nor grype is installed", "https://trivy.dev");
        assertThat(ohmykube.run("scan", "packages", "--scanner", "grype").err()).contains("grype is not installed");
        assertThat(ohmykube.run("scan", "packages", "--scanner", "clair").exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);

        fake("trivy", "", 1);
        Invocation.Output failed = ohmykube.run("image", "scan", "shop/cart:1");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.err()).contains("trivy: FATAL: the first run cannot skip downloading the database");
    }

    private void fake(String name, String report, int exitCode) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".json"), report);
        Path program = Files.writeString(
                programs.resolve(name),
                """
                #!/bin/sh
                PATH='%s'
                for last; do :; done
                [ "${last}" = -q ] && last=$1
                {
                  echo "$@"
                  echo "auto update $GRYPE_DB_AUTO_UPDATE"
                  cd "${last#oci-dir:}" && find . -type f
                } > %s
                cat %s
                echo 'FATAL: the first run cannot skip downloading the database' >&2
                exit %d
                """
                        .formatted(System.getenv("PATH"), directory.resolve("calls"), file, exitCode));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private String calls() throws IOException {
        return Files.readString(directory.resolve("calls"));
    }

    /** What is no archive counts as the program itself, so that any file is a package. */
    private void publishHelm() throws IOException {
        Path host = Files.createDirectories(directory.resolve("mirror/get.helm.sh"));
        String name = "helm-v3.19.0-linux-amd64.tar.gz";
        Files.writeString(host.resolve(name), "helm");
        Files.writeString(
                host.resolve(name + ".sha256sum"),
                "ab14d3faa25e917efe6e7135d4ecca197866738885a88b9b95d1a16d2bb5b323  " + name + "\n");
    }
}
