package io.ohmykube.launcher.simulated;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** A machine's host key (NIST P-256, quick to make): PKCS #8 and X.509 in Base64. */
record HostKey(String privateKey, String publicKey) {

    static HostKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return new HostKey(
                    base64.encodeToString(pair.getPrivate().getEncoded()),
                    base64.encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no NIST P-256", e);
        }
    }

    KeyPair pair() {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            Base64.Decoder base64 = Base64.getDecoder();
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(publicKey))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(privateKey))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a simulated machine's host key is damaged", e);
        }
    }

    /** The public half as an OpenSSH line without a comment. */
    String line() {
        return PublicKeyEntry.toString(pair().getPublic());
    }

    @Override
    public String toString() {
        return "HostKey[" + publicKey + "]";
    }
}
