package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom TLS connections may be made with. */
final class Trust {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (?:TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END");

    private Trust() {}

    /**
     * The usual authorities, and those in a PEM file.
     *
     * @throws CacheException of kind INVALID if it holds none
     */
    static SSLContext alsoIn(Path file) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            List<Certificate> certificates = new ArrayList<>(read(file));
            certificates.addAll(usual());
            for (Certificate certificate : certificates) {
                all.setCertificateEntry("authority-" + all.size(), certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException cause) {
            throw new CacheException(
                    Kind.INVALID, "CA file '" + file + "' holds a certificate that cannot be read: " + cause, cause);
        }
    }

    private static List<Certificate> read(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        Matcher blocks = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            byte[] content = Base64.getMimeDecoder().decode(blocks.group(1));
            certificates.add(factory.generateCertificate(new ByteArrayInputStream(content)));
        }
        if (certificates.isEmpty()) {
            throw new CacheException(Kind.INVALID, "CA file '" + file + "' holds no certificate in PEM form", null);
        }
        return certificates;
    }

    private static List<X509Certificate> usual() throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager authorities) {
                certificates.addAll(List.of(authorities.getAcceptedIssuers()));
            }
        }
        return certificates;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
