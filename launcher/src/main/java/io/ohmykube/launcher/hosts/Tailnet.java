package io.ohmykube.launcher.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import io.ohmykube.launcher.exec.HostResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The machines of the user's tailnet, as {@code tailscale status --json} lists them. */
public final class Tailnet {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;

    /** @param environment whose {@code PATH} has the program */
    public Tailnet(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Another machine.
     *
     * @param address its IPv4 address in the tailnet; empty where it has none
     */
    public record Peer(String name, String address, String os, boolean online) {
        /** Whether it could become a node. */
        public boolean candidate() {
            return online && os.equals("linux") && !address.isEmpty();
        }
    }

    /** All other machines, sorted by name. Throws {@link LauncherException} with the program's own message. */
    public List<Peer> peers() {
        HostResult result = HostProgram.of(program()).run("status", "--json");
        if (!result.succeeded()) {
            throw new LauncherException("tailscale status failed (exit code " + result.exitCode() + "): "
                    + result.stderr().strip());
        }
        try {
            JsonNode status = JSON.readTree(result.stdout());
            String state = status.path("BackendState").asText("Running");
            if (!state.equals("Running")) {
                throw new LauncherException(
                        "tailscale is not connected (" + state + "); connect it with: tailscale up");
            }
            List<Peer> peers = new ArrayList<>();
            status.path("Peer").forEach(peer -> peers.add(peer(peer)));
            peers.sort(Comparator.comparing(Peer::name));
            return peers;
        } catch (IOException e) {
            throw new LauncherException("what tailscale status printed is not JSON: " + e.getMessage(), e);
        }
    }

    private String program() {
        for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
            Path program = Path.of(directory, "tailscale");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        throw new LauncherException("there is no program tailscale; machines that are not in a tailnet are written into"
                + " the cluster file by hand, or by: ohmykube inventory import INVENTORY");
    }

    private static Peer peer(JsonNode peer) {
        String address = "";
        for (JsonNode candidate : peer.path("TailscaleIPs")) {
            if (address.isEmpty() && candidate.asText().indexOf(':') < 0) {
                address = candidate.asText();
            }
        }
        return new Peer(
                peer.path("HostName").asText(),
                address,
                peer.path("OS").asText(),
                peer.path("Online").asBoolean());
    }
}
