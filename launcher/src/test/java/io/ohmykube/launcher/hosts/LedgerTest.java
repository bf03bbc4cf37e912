package io.ohmykube.launcher.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notes of what is changed on a machine, and their use. The scripts run with mounts and a network of their own, so
 * that this computer's are left alone.
 */
class LedgerTest {
    private static final String AROUND =
            """
            mount -t tmpfs run /run
            mount -t tmpfs lib /var/lib
            mkdir -p /var/lib/ohmykube/changes
            printf '%s\\n' "$1" > /var/lib/ohmykube/changes/ledger.sh
            printf '%s\\n' "$2" > /var/lib/ohmykube/changes/restore.sh
            . /var/lib/ohmykube/changes/ledger.sh
            cd "$3"
            restore() { sh /var/lib/ohmykube/changes/restore.sh; }
            see() { find . -printf '%P %y %m %l ' -type f -exec cat {} \\; -printf '\\n' | sort; }
            eval "$4"
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void assumePossible() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can have mounts of its own");
        assumeTrue(
                new ProcessBuilder("unshare", "-mn", "mount", "-t", "tmpfs", "t", "/mnt")
                                .start()
                                .waitFor()
                        == 0,
                "this host gives nobody mounts of their own");
    }

    @Test
    void whatWasMadeGoesAndWhatWasChangedComesBack() throws Exception {
        String printed = on(
                """
                mkdir there full; chmod 751 full; echo one > there/file; chmod 640 there/file; ln -s file there/link; echo old > full/old
                see > /run/before
                note file "$PWD/there/file" "$PWD/there/link" "$PWD/new/deep/file" "$PWD/full/old"
                note tree "$PWD/tree" "$PWD/full"
                echo two > there/file; chmod 600 there/file; ln -sfn elsewhere there/link
                mkdir -p new/deep tree/a full/more; echo x > new/deep/file; echo x > tree/a/b; echo x > full/more/x
                rm full/old; chmod 700 full
                restore
                see > /run/after
                diff /run/before /run/after && echo same
                restore && diff /run/before /run/after && echo same
                """);

        assertThat(printed.lines()).containsExactly("same", "same");
    }

    @Test
    void whatIsNotedFirstIsWhatComesBack() throws Exception {
        assertThat(
                        on(
                                """
                        echo first > file
                        note file "$PWD/file"; echo second > file; note file "$PWD/file"; echo third > file
                        restore
                        cat file
                        """))
                .isEqualTo("first");
    }

    @Test
    void whatOthersPutBesideItStays() throws Exception {
        assertThat(
                        on(
                                """
                        note file "$PWD/made/ours"
                        mkdir made; echo ours > made/ours; echo theirs > made/theirs
                        restore
                        ls made
                        """))
                .isEqualTo("theirs");
    }

    @Test
    void aDirectoryThatWasMadeGoesUnlessItIsUsed() throws Exception {
        assertThat(
                        on(
                                """
                        mkdir there
                        note directory "$PWD/there" "$PWD/a/b" "$PWD/used"
                        mkdir -p a/b used; echo theirs > used/theirs
                        restore
                        ls
                        """))
                .isEqualTo("there\nused");
    }

    @Test
    void namesWithBlanksAndSignsAreNamesLikeOthers() throws Exception {
        assertThat(
                        on(
                                """
                        echo one > 'a $(b) [c]*'
                        note file "$PWD/a \\$(b) [c]*" "$PWD/new 'one'"
                        echo two > 'a $(b) [c]*'; echo x > "new 'one'"
                        restore
                        ls; cat 'a $(b) [c]*'
                        """))
                .isEqualTo("a $(b) [c]*\none");
    }

    private String on(String script) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("unshare", "-mn", "sh", "-euc", AROUND, "machine"));
        line.add(HostScript.LEDGER.text());
        line.add(HostScript.RESTORE.text());
        line.add(directory.toString());
        line.add(script);
        Path errors = Files.createTempFile("ledger", null);
        Process process =
                new ProcessBuilder(line).redirectError(errors.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return printed.strip();
    }
}
