package io.ohmykube.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** All packages, manifests and images there are, each a sentence, behind one address. */
final class Internet implements AutoCloseable {
    static final String FLANNEL =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-flannel}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: kube-flannel-ds, namespace: kube-flannel}
            spec:
              selector: {matchLabels: {app: flannel}}
              template:
                metadata: {labels: {app: flannel}}
                spec:
                  hostNetwork: true
                  tolerations: [{operator: Exists}]
                  volumes: [{name: cni, hostPath: {path: /etc/cni/net.d}}]
                  containers: [{name: flannel, image: "docker.io/flannel/flannel:v0.26.7"}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
            data:
              net-conf.json: |
                {"Network": "10.244.0.0/16"}
            """;

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    Internet() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "internet");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        byte[] content = content(path);
        if (path.contains("/manifests/")) {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : content.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        }
        exchange.close();
    }

    private byte[] content(String path) {
        if (path.matches("/v2/.*/blobs/.*")) {
            return blobs.get(path.substring(path.lastIndexOf('/') + 1));
        }
        if (path.matches("/v2/.*/manifests/.*")) {
            return manifest(path);
        }
        if (path.endsWith("/runc.sha256sum")) {
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            return bytes(sum(content(folder + "runc.amd64")) + "  runc.amd64\n" + sum(content(folder + "runc.arm64"))
                    + "  runc.arm64\n");
        }
        if (path.matches(".*[.]sha256(sum)?")) {
            return bytes(sum(content(path.replaceFirst("[.]sha256(sum)?$", ""))));
        }
        return path.endsWith(".yml") ? bytes(FLANNEL) : bytes("what is published at " + path);
    }

    private byte[] manifest(String path) {
        String architecture = Host.architecture().word();
        String config = blob(bytes("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"for\":\"" + path
                + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"));
        String layer = blob(bytes("a layer that all images share"));
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                + descriptor("config.v1+json", config) + ",\"layers\":[" + descriptor("layer.v1.tar", layer) + "]}");
    }

    private String descriptor(String type, String digest) {
        return "{\"mediaType\":\"application/vnd.oci.image." + type + "\",\"digest\":\"" + digest + "\",\"size\":"
                + blobs.get(digest).length + "}";
    }

    private String blob(byte[] content) {
        String digest = "sha256:" + sum(content);
        blobs.put(digest, content);
        return digest;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
