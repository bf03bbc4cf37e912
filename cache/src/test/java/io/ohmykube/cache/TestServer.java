package io.ohmykube.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback that remembers what it was asked, and misbehaves as told. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What to do with a request. */
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    public TestServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try (exchange) {
                replies.getOrDefault(path, status(404)).to(exchange);
            }
        });
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public void on(String path, Reply reply) {
        replies.put(path, reply);
    }

    /** What is done with requests for this path now. */
    public Reply reply(String path) {
        return replies.getOrDefault(path, status(404));
    }

    public void serve(String path, byte[] content) {
        on(path, bytes(200, content));
    }

    public void serve(String path, String content) {
        serve(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply status(int status) {
        return bytes(status, new byte[0]);
    }

    public static Reply redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    public static Reply bytes(int status, byte[] content) {
        return exchange -> {
            boolean head = "HEAD".equals(exchange.getRequestMethod());
            if (head || content.length == 0) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, content.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        };
    }

    /** Promises all of it, sends {@code sent} bytes, and hangs up. */
    public static Reply truncated(byte[] content, int sent) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, sent);
            exchange.getResponseBody().flush();
        };
    }

    /** Answers with these replies in turn, and then with the last one for ever. */
    public static Reply first(Reply... replies) {
        Deque<Reply> left = new ConcurrentLinkedDeque<>(List.of(replies));
        Reply last = replies[replies.length - 1];
        return exchange -> {
            Reply next = left.poll();
            (next == null ? last : next).to(exchange);
        };
    }

    /** A status with the header {@code Retry-After}. */
    public static Reply comeBack(int status, String when) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", when);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Requests so far, each as {@code METHOD PATH?QUERY}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public long count(String request) {
        return requests.stream().filter(request::equals).count();
    }

    public void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
