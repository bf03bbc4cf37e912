package io.ohmykube.config;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds of the ways to the outside. */
final class OutsideRules {
    private static final Pattern REGISTRY =
            Pattern.compile("\\*|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern NO_PROXY = Pattern.compile("[A-Za-z0-9.*:_/\\[\\]-]+");
    private static final List<String> MIRROR_SCHEMES = List.of("http", "https");
    private static final List<String> PROXY_SCHEMES = List.of("http", "https", "socks5", "socks5h");

    private final Outside outside;
    private final Findings findings;

    OutsideRules(Outside outside, Findings findings) {
        this.outside = outside;
        this.findings = findings;
    }

    void check() {
        outside.registryMirrors().forEach(this::mirrors);
        proxy("spec.proxy.http", outside.proxy().http());
        proxy("spec.proxy.https", outside.proxy().https());
        for (String host : outside.proxy().noProxy()) {
            if (!NO_PROXY.matcher(host).matches()) {
                findings.add("spec.proxy.noProxy", "'" + host + "' is not a host, a domain or a network");
            }
        }
        for (int i = 0; i < outside.certificateAuthorities().size(); i++) {
            certificates(
                    "spec.certificateAuthorities[" + i + "]",
                    outside.certificateAuthorities().get(i));
        }
    }

    private void mirrors(String registry, List<String> mirrors) {
        String path = "spec.registries.mirrors." + registry;
        if (!REGISTRY.matcher(registry).matches()) {
            findings.add(
                    path, "'" + registry + "' is not a registry; write it like docker.io or registry.example:5000");
        }
        for (String mirror : mirrors) {
            URI address = address(mirror, MIRROR_SCHEMES);
            if (address == null || address.getRawQuery() != null || address.getRawFragment() != null) {
                findings.add(
                        path,
                        "'" + Proxy.withoutPassword(mirror)
                                + "' is not the address of a registry; write it like https://registry.example:5000");
            } else if (address.getRawUserInfo() != null) {
                findings.add(path, "the address of " + address.getHost() + " has a login, which is not supported here");
            }
        }
    }

    private void proxy(String path, @Nullable String proxy) {
        if (proxy != null && address(proxy, PROXY_SCHEMES) == null) {
            findings.add(
                    path,
                    "'" + Proxy.withoutPassword(proxy)
                            + "' is not the address of a proxy; write it like http://proxy.example:3128");
        }
    }

    private static @Nullable URI address(String text, List<String> schemes) {
        try {
            URI address = new URI(text);
            return address.getHost() != null && schemes.contains(String.valueOf(address.getScheme())) ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private void certificates(String path, String pem) {
        if (pem.contains("PRIVATE KEY-----")) {
            findings.add(path, "holds a private key, which no node may get; leave certificates only");
            return;
        }
        try {
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (!all.isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            findings.add(path, "is not certificates in PEM: " + e.getMessage());
            return;
        }
        findings.add(path, "holds no certificate in PEM");
    }
}
