package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users do with nodes beyond making them, on simulated machines. */
@Timeout(300)
class CustomisingTest {
    @TempDir
    private Path directory;

    private Invocation ohmykube;
    private Path hook;
    private Path settings;

    @BeforeEach
    void setUp() throws IOException {
        ohmykube = new Invocation(directory);
        hook = Files.writeString(directory.resolve("hook.sh"), "#!/bin/sh\ntrue\n");
        settings = Files.createDirectory(directory.resolve("settings"));
        Files.writeString(settings.resolve("app.conf"), "on\n");
    }

    @Test
    void optionsOfEachKindOfNodeReachTheClusterFile() {
        Invocation.Output shown = ohmykube.run(
                "up",
                "--dry-run",
                "-o",
                "json",
                "--master-labels=tier=control,example.com/zone=a",
                "--worker-annotations=owner=ada lovelace",
                "--worker-taints=dedicated=gpu:NoSchedule,plain:NoExecute",
                "--worker-hook-pre-system-init=" + hook,
                "--worker-hook-pre-system-init=" + hook,
                "--worker-upload-file=" + hook + ":/opt/hook:0750:ada:staff",
                "--worker-upload-dir=" + settings + ":/etc/settings");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("example.com/zone: a", "tier: control", "owner: \"ada lovelace\"")
                .contains("key: dedicated", "value: gpu", "effect: NoSchedule", "key: plain", "effect: NoExecute")
                .contains("remote: /opt/hook", "mode: \"0750\"", "owner: ada:staff", "remote: /etc/settings");
        assertThat(shown.out().lines().filter(line -> line.contains("- " + hook)))
                .hasSize(2 * 2);
    }

    @Test
    void everyNodeOfTheKindIsCustomisedAlsoOneAddedLater() throws IOException {
        Invocation.Output up = ohmykube.run(
                "up",
                "--launcher=simulated",
                "--workers=1",
                "--lb=none",
                "--csi=none",
                "--worker-labels=tier=front",
                "--worker-annotations=owner=ada",
                "--worker-hook-post-k8s-init=" + hook,
                "--worker-upload-dir=" + settings + ":/etc/settings");

        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(placed("app.conf")).singleElement().satisfies(path -> assertThat(path)
                .contains("ohmykube-worker-1"));
        assertThat(steps()).contains("Task_UploadFiles", "Task_HooksAfterKubernetes");

        Invocation.Output added = ohmykube.run(
                "add", "--labels=tier=back", "--taints=only=batch:NoSchedule", "--upload-file=" + hook + ":/opt/hook");

        assertThat(added.exitCode()).as(added.out() + added.err()).isEqualTo(ExitCode.DONE);
        assertThat(placed("hook")).singleElement().satisfies(path -> assertThat(path)
                .contains("ohmykube-worker-2"));
        assertThat(placed("app.conf")).hasSize(1);
    }

    @Test
    void aClusterWithoutThemHasNoSuchSteps() throws IOException {
        Invocation.Output up = ohmykube.run("up", "--launcher=simulated", "--workers=1", "--lb=none", "--csi=none");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);

        assertThat(steps()).doesNotContain("Task_UploadFiles", "Task_HooksBeforeSystem");
    }

    @Test
    void whatCannotBeMeantIsRefusedByItsOption() {
        for (List<String> wrong : List.of(
                List.of("--master-labels=tier", "--master-labels: 'tier' is not KEY=VALUE"),
                List.of("--worker-taints=a=b", "--worker-taints: 'a=b' is not KEY[=VALUE]:EFFECT"),
                List.of("--worker-taints=a=b:Never", "'Never' is not known"),
                List.of("--worker-hook-pre-k8s-init=/no/such", "--worker-hook-pre-k8s-init: '/no/such' is not a file"),
                List.of("--master-upload-file=/etc/hostname", "is not LOCAL:REMOTE"),
                List.of("--master-upload-file=" + settings + ":/x", "use --master-upload-dir"),
                List.of("--master-upload-dir=" + hook + ":/x", "is not a directory"))) {
            Invocation.Output output = ohmykube.run("up", "--dry-run", wrong.get(0));

            assertThat(output.exitCode()).as(wrong.get(0)).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(output.err()).contains(wrong.get(1));
        }
    }

    private List<String> steps() {
        return ohmykube.run("process", "show", "-o", "json").last().findValuesAsText("step");
    }

    /** Where files of that name are on simulated machines. */
    private List<String> placed(String name) throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve("home"))) {
            return tree.filter(path -> path.getFileName().toString().equals(name))
                    .map(Path::toString)
                    .toList();
        }
    }
}
