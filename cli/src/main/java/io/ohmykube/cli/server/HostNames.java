package io.ohmykube.cli.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that this server goes by.
 *
 * @param all in small letters; addresses of IPv6 in brackets
 */
record HostNames(Set<String> all) {
    private static final int DNS = 2;
    private static final int IP = 7;

    /** Those of this host, the address, and what the certificate says. */
    static HostNames of(ServerOptions options) {
        Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        names.add(bracketed(options.address()));
        Path certificate = options.certificate();
        if (certificate != null) {
            names.addAll(subjects(certificate));
        }
        return new HostNames(Set.copyOf(names));
    }

    private static Set<String> subjects(Path file) {
        Set<String> names = new HashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(in);
            @Nullable Collection<List<?>> found = ((X509Certificate) first).getSubjectAlternativeNames();
            if (found != null) {
                for (List<?> name : found) {
                    if (name.get(0).equals(DNS) || name.get(0).equals(IP)) {
                        names.add(bracketed(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)));
                    }
                }
            }
            return names;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("--tls-certificate: " + file + " is no certificate in PEM", e);
        } catch (IOException e) {
            throw new UncheckedIOException("--tls-certificate: " + file + " cannot be read", e);
        }
    }

    private static String bracketed(String name) {
        return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    }
}
