package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the subcommands of kubeadm share. */
final class Kubeadm {
    static final Set<String> VALUED = Set.of(
            "config",
            "token",
            "ttl",
            "discovery-token-ca-cert-hash",
            "cri-socket",
            "ignore-preflight-errors",
            "node-name",
            "kubeconfig",
            "v",
            "o",
            "output",
            "kubernetes-version",
            "description",
            "skip-phases",
            "apiserver-advertise-address",
            "pod-network-cidr",
            "service-cidr");

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)\\S*");

    private Kubeadm() {}

    /** A program that has a state between nothing and all done, in which it spends its time. */
    interface Phased extends Program {}

    static int minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() ? Integer.parseInt(matcher.group(2)) : 0;
    }

    /** The documents of a configuration file; none where none was named. */
    static List<ObjectNode> documents(RootFiles files, @Nullable String path) throws IOException, RefusedException {
        if (path == null) {
            return List.of();
        }
        if (!files.exists(path)) {
            throw new RefusedException(
                    "unable to read config from \"" + path + "\": open " + path + ": no such file or directory");
        }
        return Json.documents(files.text(path));
    }

    /** Throws where the kubeadm of this Kubernetes version does not know the documents' API version. */
    static void requireReadable(List<ObjectNode> documents, String version) throws RefusedException {
        for (ObjectNode document : documents) {
            String apiVersion = document.path("apiVersion").asText();
            if (!reads(minor(version), apiVersion)) {
                throw new RefusedException("your configuration file uses an API spec that kubeadm " + version
                        + " does not read: \"" + apiVersion + "\" (kind: \""
                        + document.path("kind").asText() + "\")");
            }
        }
    }

    private static boolean reads(int minor, String apiVersion) {
        return switch (apiVersion) {
            case "kubeadm.k8s.io/v1beta1" -> minor < 22;
            case "kubeadm.k8s.io/v1beta2" -> minor < 27;
            case "kubeadm.k8s.io/v1beta3" -> minor >= 22;
            case "kubeadm.k8s.io/v1beta4" -> minor >= 31;
            default -> !apiVersion.startsWith("kubeadm.k8s.io/");
        };
    }

    /** The document of that kind; an empty one where there is none. */
    static ObjectNode document(List<ObjectNode> documents, String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseGet(Json::object);
    }

    /** kubeadm's way to end: a message that begins with {@code error}. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
