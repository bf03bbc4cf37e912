package io.ohmykube.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user said of the ways to the outside; null is what was not said. */
record AskedOutside(
        @Nullable Map<String, List<String>> registryMirrors,
        @Nullable String httpProxy,
        @Nullable String httpsProxy,
        @Nullable List<String> noProxy,
        @Nullable List<String> certificateAuthorities) {

    static AskedOutside read(Fields spec, PemFiles pem) {
        Fields proxy = spec.child("proxy", "http", "https", "noProxy");
        return new AskedOutside(
                spec.child("registries", "mirrors").textsByName("mirrors"),
                proxy.text("http"),
                proxy.text("https"),
                proxy.texts("noProxy"),
                pem.read(spec, "certificateAuthorities"));
    }

    Outside over(Outside base) {
        Proxy proxy = base.proxy();
        return new Outside(
                Objects.requireNonNullElse(registryMirrors, base.registryMirrors()),
                new Proxy(
                        httpProxy == null ? proxy.http() : httpProxy,
                        httpsProxy == null ? proxy.https() : httpsProxy,
                        Objects.requireNonNullElse(noProxy, proxy.noProxy())),
                Objects.requireNonNullElse(certificateAuthorities, base.certificateAuthorities()));
    }

    /** Refuses what differs from what the cluster has. Says no values: they are long, or hold passwords. */
    void compare(Outside present, ClusterComparison comparison) {
        Outside wanted = over(present);
        refuse("spec.registries", wanted.registryMirrors(), present.registryMirrors(), comparison);
        refuse("spec.proxy", wanted.proxy(), present.proxy(), comparison);
        refuse(
                "spec.certificateAuthorities",
                wanted.certificateAuthorities(),
                present.certificateAuthorities(),
                comparison);
    }

    private static void refuse(String path, Object wanted, Object present, ClusterComparison comparison) {
        if (!wanted.equals(present)) {
            comparison.refuse(path, "differs from what the cluster was created with; leave it out");
        }
    }
}
