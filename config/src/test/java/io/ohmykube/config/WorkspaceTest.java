package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir
    Path directory;

    @Test
    void aFolderIsAWorkspaceByItsFileAlone() throws IOException {
        Files.createDirectories(directory.resolve("processes"));
        assertThat(Workspace.at(directory)).isEmpty();

        Files.createFile(directory.resolve("ohmykube.yaml"));
        assertThat(Workspace.at(directory)).map(Workspace::processes).contains(directory.resolve("processes"));
    }
}
