package io.ohmykube.launcher.simulated;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A cluster's CA: a certificate that signs itself and nothing else, in the encoding of RFC 5280, since who joins pins
 * the hash of its public key.
 */
final class CertificateAuthority {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    private CertificateAuthority() {}

    /** A new certificate in PEM. */
    static String pem() {
        try {
            KeyPair keys = HostKey.generate().pair();
            byte[] name = encoded(
                    SEQUENCE,
                    encoded(SET, encoded(SEQUENCE, COMMON_NAME, encoded(0x0c, text("kubernetes (simulated)")))));
            byte[] validity =
                    encoded(SEQUENCE, encoded(0x17, text("200101000000Z")), encoded(0x17, text("491231235959Z")));
            byte[] content = encoded(
                    SEQUENCE,
                    encoded(0x02, new byte[] {1}),
                    ECDSA_WITH_SHA256,
                    name,
                    validity,
                    name,
                    keys.getPublic().getEncoded());
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(content);
            byte[] signature = encoded(0x03, new byte[] {0}, signer.sign());
            byte[] certificate = encoded(SEQUENCE, content, ECDSA_WITH_SHA256, signature);
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot sign with NIST P-256", e);
        }
    }

    /** {@code sha256:…} of a certificate's public key, as kubeadm pins it. */
    static String hash(String pem) {
        try {
            byte[] key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(text(pem)))
                    .getPublicKey()
                    .getEncoded();
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a simulated cluster's CA is damaged", e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A value in DER: its tag, its length, and its parts one after the other. */
    private static byte[] encoded(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 0x80) {
            all.write(length);
        } else if (length < 0x100) {
            all.write(0x81);
            all.write(length);
        } else {
            all.write(0x82);
            all.write(length >> 8);
            all.write(length);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
