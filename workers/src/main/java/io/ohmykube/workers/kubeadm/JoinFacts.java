package io.ohmykube.workers.kubeadm;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a control plane says of itself to those who want to join.
 *
 * @param endpoint the API server as {@code host:port}
 * @param now by the control plane's clock, by which tokens expire
 * @param caCertHash {@code sha256:…} of the CA's public key, as kubeadm wants it
 */
record JoinFacts(String endpoint, Instant now, String caCertHash) {
    /** Reads what the script {@code join-facts} prints. */
    static JoinFacts parse(String printed) {
        String[] parts = printed.split("\n", 3);
        if (parts.length < 3) {
            throw new IllegalStateException("the control plane did not tell its address, time and CA");
        }
        return new JoinFacts(
                URI.create(parts[0].strip()).getAuthority(),
                Instant.ofEpochSecond(Long.parseLong(parts[1].strip())),
                hash(parts[2]));
    }

    private static String hash(String pem) {
        try {
            byte[] key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .getPublicKey()
                    .getEncoded();
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (CertificateException e) {
            throw new IllegalStateException("the control plane's CA certificate cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
