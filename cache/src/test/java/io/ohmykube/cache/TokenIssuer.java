package io.ohmykube.cache;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Signs tokens that the reference registry believes, with a key of its own. */
final class TokenIssuer {
    static final String NAME = "test-issuer";
    static final String SERVICE = "test-registry";
    private static final String PASSWORD = "changeit";

    private final JsonMapper json = new JsonMapper();
    private final PrivateKey key;
    private final Certificate certificate;

    /** @param directory where its key is made */
    TokenIssuer(Path directory) throws Exception {
        Path store = directory.resolve("issuer.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "issuer",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=issuer",
                        "-ext",
                        "bc:c",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        key = (PrivateKey) keys.getKey("issuer", PASSWORD.toCharArray());
        certificate = keys.getCertificate("issuer");
    }

    /** Its certificate, for the registry. */
    Path certificate(Path file) throws Exception {
        String content = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return Files.writeString(
                file, "-----BEGIN CERTIFICATE-----\n" + content.replace("\r", "") + "\n-----END CERTIFICATE-----\n");
    }

    /** A token with which the repository can be read. */
    String token(String repository) throws Exception {
        ObjectNode head = json.createObjectNode().put("typ", "JWT").put("alg", "RS256");
        head.putArray("x5c").add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = json.createObjectNode()
                .put("iss", NAME)
                .put("sub", "me")
                .put("aud", SERVICE)
                .put("nbf", now - 60)
                .put("iat", now - 60)
                .put("exp", now + 600)
                .put("jti", "1");
        ObjectNode access =
                claims.putArray("access").addObject().put("type", "repository").put("name", repository);
        access.putArray("actions").add("pull");
        String signed = encode(json.writeValueAsBytes(head)) + "." + encode(json.writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return String.join(".", List.of(signed, encode(signature.sign())));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
