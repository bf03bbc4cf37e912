package io.ohmykube.workers.kubeadm;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A secret that lets a machine ask for a kubelet's certificate, until it expires. */
record BootstrapToken(String id, String secret) {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 6;
    private static final int SECRET_LENGTH = 16;

    static BootstrapToken random(SecureRandom random) {
        return new BootstrapToken(word(random, ID_LENGTH), word(random, SECRET_LENGTH));
    }

    String text() {
        return id + "." + secret;
    }

    /**
     * The Secret that makes it known, with what {@code kubeadm token create} would give it. (That command would print
     * the token, or take it as an argument.)
     */
    String manifest(Instant expiration) {
        return """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: bootstrap-token-%s
                  namespace: kube-system
                type: bootstrap.kubernetes.io/token
                stringData:
                  description: Made by OhMyKube for joining nodes.
                  token-id: "%s"
                  token-secret: "%s"
                  expiration: "%s"
                  usage-bootstrap-authentication: "true"
                  usage-bootstrap-signing: "true"
                  auth-extra-groups: system:bootstrappers:kubeadm:default-node-token
                """
                .formatted(id, id, secret, expiration.truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public String toString() {
        return "BootstrapToken[" + id + ".…]";
    }

    private static String word(SecureRandom random, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
