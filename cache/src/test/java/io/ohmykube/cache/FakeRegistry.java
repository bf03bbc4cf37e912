package io.ohmykube.cache;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.ohmykube.cache.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts images of chosen content on a {@link TestServer}. */
final class FakeRegistry {
    private static final String OCI = "application/vnd.oci.image.";
    private final TestServer server;
    private final JsonMapper json = new JsonMapper();
    private final List<String> paths = new ArrayList<>();

    FakeRegistry(TestServer server) {
        this.server = server;
    }

    /** An image for one platform; returns the digest of its manifest. */
    String image(String repository, String tag, Architecture architecture, byte[]... layers) throws IOException {
        ObjectNode config = json.createObjectNode();
        config.put("architecture", architecture.word()).put("os", "linux");
        config.putObject("rootfs").put("type", "layers");
        ObjectNode manifest = json.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", OCI + "manifest.v1+json");
        describe(manifest.putObject("config"), "config.v1+json", blob(repository, json.writeValueAsBytes(config)));
        ArrayNode list = manifest.putArray("layers");
        for (byte[] layer : layers) {
            describe(list.addObject(), "layer.v1.tar", blob(repository, layer));
        }
        return manifest(repository, tag, json.writeValueAsBytes(manifest), OCI + "manifest.v1+json");
    }

    /** An image with one layer that is made while it is sent. */
    void imageOf(String repository, String digest, long size, TestServer.Reply layer) throws IOException {
        byte[] config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
        ObjectNode manifest = json.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", OCI + "manifest.v1+json");
        describe(manifest.putObject("config"), "config.v1+json", blob(repository, config));
        manifest.putArray("layers")
                .addObject()
                .put("mediaType", OCI + "layer.v1.tar")
                .put("digest", digest)
                .put("size", size);
        server.on("/v2/" + repository + "/blobs/" + digest, layer);
        manifest(repository, "1", json.writeValueAsBytes(manifest), OCI + "manifest.v1+json");
    }

    /** An index of two platforms, as registries have for most images. */
    void index(String repository, String tag, String amd64, String arm64) throws IOException {
        ObjectNode index = json.createObjectNode();
        index.put("schemaVersion", 2);
        ArrayNode list = index.putArray("manifests");
        for (List<String> one : List.of(
                List.of("unknown", "unknown", amd64),
                List.of("linux", "arm64", arm64),
                List.of("linux", "amd64", amd64))) {
            ObjectNode entry = list.addObject();
            entry.put("mediaType", OCI + "manifest.v1+json")
                    .put("digest", one.get(2))
                    .put("size", 1);
            entry.putObject("platform").put("os", one.get(0)).put("architecture", one.get(1));
        }
        manifest(repository, tag, json.writeValueAsBytes(index), OCI + "index.v1+json");
    }

    /** From now on lets pass only who brings this header. */
    void guard(String challenge, String header) {
        paths.forEach(path -> server.on(path, guardedBy(challenge, header, server.reply(path))));
    }

    String blobPath(String repository, byte[] content) {
        return "/v2/" + repository + "/blobs/" + Sha256.of(content);
    }

    private byte[] blob(String repository, byte[] content) {
        server.serve(blobPath(repository, content), content);
        paths.add(blobPath(repository, content));
        return content;
    }

    private String manifest(String repository, String tag, byte[] content, String type) {
        String digest = Sha256.of(content);
        for (String target : List.of(tag, digest)) {
            paths.add("/v2/" + repository + "/manifests/" + target);
            server.on("/v2/" + repository + "/manifests/" + target, exchange -> {
                exchange.getResponseHeaders().set("Content-Type", type);
                TestServer.bytes(200, content).to(exchange);
            });
        }
        return digest;
    }

    private static void describe(ObjectNode descriptor, String type, byte[] content) {
        descriptor
                .put("mediaType", OCI + type)
                .put("digest", Sha256.of(content))
                .put("size", content.length);
    }

    /** Lets pass only who brings this token, and says where to get it. */
    static TestServer.Reply guarded(String challenge, String token, TestServer.Reply reply) {
        return guardedBy(challenge, "Bearer " + token, reply);
    }

    /** Lets pass only who brings this header. */
    static TestServer.Reply guardedBy(String challenge, String header, TestServer.Reply reply) {
        return exchange -> {
            if (header.equals(authorization(exchange))) {
                reply.to(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
                exchange.sendResponseHeaders(401, -1);
            }
        };
    }

    static String authorization(HttpExchange exchange) {
        String value = exchange.getRequestHeaders().getFirst("Authorization");
        return value == null ? "" : value;
    }

    static byte[] layer(String content) {
        return content.repeat(1000).getBytes(StandardCharsets.UTF_8);
    }
}
