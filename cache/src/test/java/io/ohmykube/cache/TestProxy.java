package io.ohmykube.cache;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A proxy on loopback that leads every request, whatever host it is for, to one server on this machine. */
final class TestProxy implements AutoCloseable {
    private static final String REFUSAL = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"p\"",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final int target;
    private final @Nullable String authorization;

    /** @param authorization what must stand in {@code Proxy-Authorization}, or null */
    TestProxy(int target, @Nullable String authorization) throws IOException {
        this.target = target;
        this.authorization = authorization;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The first line of each request that was let through. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            List<String> head = head(in);
            OutputStream out = client.getOutputStream();
            if (authorization != null
                    && head.stream()
                            .noneMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: " + authorization))) {
                out.write(bytes(REFUSAL));
                return;
            }
            requests.add(head.get(0));
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                if (head.get(0).startsWith("CONNECT ")) {
                    out.write(bytes("HTTP/1.1 200 OK\r\n\r\n"));
                } else {
                    server.getOutputStream().write(bytes(withoutProxy(head)));
                }
                threads.execute(() -> copy(in, server));
                server.getInputStream().transferTo(out);
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static String withoutProxy(List<String> head) {
        String[] first = head.get(0).split(" ", -1);
        URI address = URI.create(first[1]);
        List<String> lines = new ArrayList<>(head.subList(1, head.size()));
        lines.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-"));
        lines.add(0, first[0] + " /" + address.getHost() + address.getRawPath() + " HTTP/1.1");
        lines.add("Connection: close");
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static List<String> head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("cut off");
            }
            text.append((char) one);
        }
        return text.toString().strip().lines().toList();
    }

    private static void copy(InputStream in, Socket to) {
        try {
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            return;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
