package io.ohmykube.cache.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.ohmykube.cache.CacheException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {
    private static final Placement PLACE = new Placement("usr/local", "tool");
    private static final byte[] PROGRAM = program();

    @TempDir
    private Path spool;

    @ParameterizedTest
    @ValueSource(strings = {"none", "gz", "bzip2", "xz", "zstd"})
    void anArchiveInAnyFormatBecomesTarZst(String format) throws Exception {
        byte[] original = compress(format, tar(file("./bin/", 0755), file("./bin/tool", 0750)));

        List<TarArchiveEntry> entries = entries(normalise(original, original.length));

        assertThat(entries).extracting(TarArchiveEntry::getName).containsExactly("usr/local/bin/tool");
        assertThat(entries.get(0).getMode() & 07777).isEqualTo(0750);
        assertThat(entries.get(0).getSize()).isEqualTo(PROGRAM.length);
    }

    @ParameterizedTest
    @CsvSource({"none, true", "none, false", "gz, true", "xz, false"})
    void aProgramBecomesAnArchiveWithItInItsPlace(String format, boolean sizeKnown) throws Exception {
        byte[] original = compress(format, PROGRAM);

        byte[] archive = normalise(original, sizeKnown ? original.length : -1);

        List<TarArchiveEntry> entries = entries(archive);
        assertThat(entries).extracting(TarArchiveEntry::getName).containsExactly("usr/local/tool");
        assertThat(entries.get(0).getMode() & 07777).isEqualTo(0755);
        assertThat(content(archive)).isEqualTo(PROGRAM);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void ofAnArchiveWithMoreOnlyTheProgramIsTaken() throws Exception {
        byte[] original = compress("gz", tar(file("./linux-amd64/README.md", 0644), file("./linux-amd64/helm", 0755)));
        Placement only = new Placement("usr/local/bin", "helm", "linux-amd64/helm");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Normaliser(spool).normalise(new ByteArrayInputStream(original), original.length, only, out);

        assertThat(entries(out.toByteArray()))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("usr/local/bin/helm");
    }

    @Test
    void anArchiveWithoutTheProgramIsRefused() throws Exception {
        byte[] original = compress("gz", tar(file("./linux-arm64/helm", 0755)));
        Placement only = new Placement("usr/local/bin", "helm", "linux-amd64/helm");

        assertThatThrownBy(() -> new Normaliser(spool)
                        .normalise(
                                new ByteArrayInputStream(original),
                                original.length,
                                only,
                                OutputStream.nullOutputStream()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("linux-amd64/helm");
    }

    @Test
    void everythingBelongsToRootAndHasOneTimeSoThatTheSameInputGivesTheSameBytes() throws Exception {
        byte[] original = compress("gz", tar(file("bin/tool", 06755)));

        byte[] archive = normalise(original, original.length);

        TarArchiveEntry entry = entries(archive).get(0);
        assertThat(entry.getUserName()).isEqualTo("root");
        assertThat(entry.getLongUserId()).isZero();
        assertThat(entry.getMode() & 07777).as("no set-uid").isEqualTo(0755);
        assertThat(entry.getModTime()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(normalise(original, original.length)).isEqualTo(archive);
    }

    @Test
    void linksWithinThePackageAndLongNamesAreKept() throws Exception {
        String deep = "lib/" + "directory/".repeat(20) + "file";
        TarArchiveEntry hard = new TarArchiveEntry("bin/same", TarConstants.LF_LINK);
        hard.setLinkName("bin/tool");
        byte[] original =
                tar(file("bin/tool", 0755), link("bin/alias", "../bin/tool"), new Entry(hard, false), file(deep, 0644));

        List<TarArchiveEntry> entries = entries(normalise(original, original.length));

        assertThat(entries)
                .extracting(TarArchiveEntry::getName)
                .containsExactly(
                        "usr/local/bin/tool", "usr/local/bin/alias", "usr/local/bin/same", "usr/local/" + deep);
        assertThat(entries.get(1).getLinkName()).isEqualTo("../bin/tool");
        assertThat(entries.get(2).getLinkName()).isEqualTo("usr/local/bin/tool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../etc/passwd", "bin/../../etc/passwd", "bin/.."})
    void anEntryThatLeavesItsPlaceIsRefused(String name) throws Exception {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(PROGRAM.length);
        refuses(tar(new Entry(entry, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../etc/passwd", "../.."})
    void aLinkThatLeavesItsPlaceIsRefused(String target) throws Exception {
        refuses(tar(link("bin/alias", target)));
    }

    @Test
    void aDeviceIsRefused() throws Exception {
        refuses(tar(new Entry(new TarArchiveEntry("dev/null", TarConstants.LF_CHR), false)));
    }

    @Test
    void aDamagedArchiveIsNotTakenForAWholeOne() throws Exception {
        byte[] original = compress("gz", tar(file("bin/tool", 0755)));

        assertThatThrownBy(() -> normalise(Arrays.copyOf(original, original.length / 2), -1))
                .isInstanceOf(IOException.class);
    }

    private void refuses(byte[] original) {
        assertThatThrownBy(() -> normalise(original, original.length))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(CacheException.Kind.INVALID));
    }

    private byte[] normalise(byte[] original, long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Normaliser(spool).normalise(new ByteArrayInputStream(original), length, PLACE, out);
        return out.toByteArray();
    }

    private static List<TarArchiveEntry> entries(byte[] archive) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (TarArchiveInputStream in = open(archive)) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static byte[] content(byte[] archive) throws IOException {
        try (TarArchiveInputStream in = open(archive)) {
            assertThat(in.getNextEntry()).isNotNull();
            return in.readAllBytes();
        }
    }

    private static TarArchiveInputStream open(byte[] archive) throws IOException {
        return new TarArchiveInputStream(new ZstdInputStream(new ByteArrayInputStream(archive)));
    }

    /** A file holds {@link #PROGRAM}. */
    private record Entry(TarArchiveEntry head, boolean holdsProgram) {}

    private static Entry file(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setIds(1000, 1000);
        entry.setSize(entry.isDirectory() ? 0 : PROGRAM.length);
        return new Entry(entry, !entry.isDirectory());
    }

    private static Entry link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return new Entry(entry, false);
    }

    private static byte[] tar(Entry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Entry entry : entries) {
                tar.putArchiveEntry(entry.head());
                if (entry.holdsProgram()) {
                    tar.write(PROGRAM);
                }
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] compress(String format, byte[] content) throws Exception {
        if ("none".equals(format)) {
            return content;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressed = "zstd".equals(format)
                ? new ZstdOutputStream(out)
                : new CompressorStreamFactory().createCompressorOutputStream(format, out)) {
            compressed.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] program() {
        byte[] program = new byte[100_000];
        new Random(1).nextBytes(program);
        byte[] magic = "\u007fELF".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, program, 0, magic.length);
        return program;
    }
}
