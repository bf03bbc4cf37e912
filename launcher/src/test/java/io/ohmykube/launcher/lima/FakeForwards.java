package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulated: the forwarded ports of a running instance in plain mode, which are those that are static, from version 2.0
 * on. Whoever connects is told where it would lead.
 */
final class FakeForwards implements AutoCloseable {
    private final List<ServerSocket> sockets = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    FakeForwards(String name, JsonNode config, String version) {
        if (version.startsWith("1.")) {
            return;
        }
        for (JsonNode rule : config.path("portForwards")) {
            if (rule.path("static").asBoolean()) {
                int guest = rule.path("guestPort").asInt();
                listen(name + " " + guest, guest, rule.path("hostPort").asInt(guest));
            }
        }
    }

    private void listen(String answer, int guest, int host) {
        try {
            ServerSocket socket = new ServerSocket(host, 50, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            Thread answering = new Thread(() -> answer(socket, answer), "fake-lima-forward");
            answering.setDaemon(true);
            answering.start();
        } catch (IOException e) {
            warnings.add("failed to set up static TCP forwarding 127.0.0.1:" + guest + " -> 127.0.0.1:" + host);
        }
    }

    private static void answer(ServerSocket socket, String answer) {
        while (!socket.isClosed()) {
            try (Socket accepted = socket.accept()) {
                accepted.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
