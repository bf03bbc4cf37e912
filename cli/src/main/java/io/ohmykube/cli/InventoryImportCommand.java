package io.ohmykube.cli;

import io.ohmykube.cli.inventory.AnsibleInventory;
import io.ohmykube.cli.inventory.InventoryException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Make a cluster file of an Ansible inventory (YAML or INI); it is printed, or with -o FILE written there.",
            "Control planes are the hosts of a group control_plane or masters, workers those of workers or nodes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube inventory import hosts.yml",
            "  ohmykube inventory import hosts.yml -o cluster.yaml && ohmykube up -f cluster.yaml"
        })
final class InventoryImportCommand implements Callable<Integer> {
    private final Session session;
    private @Nullable Path target;

    @Parameters(paramLabel = "INVENTORY", description = "the inventory's file")
    @SuppressWarnings("NullAway.Init")
    private Path inventory;

    InventoryImportCommand(Session session) {
        this.session = session;
    }

    void writeTo(Path file) {
        target = file;
    }

    @Override
    public Integer call() {
        try {
            String cluster = AnsibleInventory.read(Files.readString(inventory), inventory)
                    .cluster();
            Path file = target;
            if (file == null) {
                session.terminal().out().print(cluster);
            } else {
                Files.writeString(file, cluster, StandardOpenOption.CREATE_NEW);
            }
            return ExitCode.DONE;
        } catch (InventoryException e) {
            throw ExitException.badInput(inventory + ": " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            throw ExitException.badInput(target + " exists already; remove it, or name another file");
        } catch (NoSuchFileException e) {
            throw ExitException.badInput("there is no file " + e.getFile());
        } catch (CharacterCodingException e) {
            throw ExitException.badInput("file " + inventory + " is not text in UTF-8");
        } catch (IOException e) {
            throw ExitException.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
