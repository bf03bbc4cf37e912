package io.ohmykube.workers.node;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.Outside;
import io.ohmykube.config.Proxy;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files by which a node's services reach what lies outside: mirrors, proxies, certificate authorities. */
final class OutsideFiles {
    private static final String AUTHORITIES = "/etc/ohmykube/ca.crt";
    private static final String ENVIRONMENT = "/etc/ohmykube/proxy.env";
    private static final String DROP_IN = "/etc/systemd/system/%s.service.d/ohmykube-proxy.conf";

    private final List<NodeFile> files = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    OutsideFiles(Remote remote, Machine machine, Cluster cluster) {
        Outside outside = cluster.spec().outside();
        String authorities = null;
        if (!outside.certificateAuthorities().isEmpty()) {
            authorities = AUTHORITIES;
            files.add(new NodeFile(AUTHORITIES, String.join("", outside.certificateAuthorities())));
        }
        mirrors(outside, authorities);
        Proxy proxy = outside.proxy();
        String http = reachable("proxy", proxy.http());
        String https = reachable("proxy", proxy.https());
        if (http != null || https != null) {
            proxy(http, https, NoProxy.list(remote, machine, cluster));
        }
    }

    List<NodeFile> files() {
        return List.copyOf(files);
    }

    /** What makes no sense on a node, in words. */
    List<String> leftOut() {
        return leftOut.stream().distinct().toList();
    }

    /** containerd reads one file for a registry: those that stand in for every registry are in each. */
    private void mirrors(Outside outside, @Nullable String authorities) {
        List<String> every = outside.registryMirrors().getOrDefault(Outside.EVERY_REGISTRY, List.of());
        outside.registryMirrors().forEach((registry, mirrors) -> {
            List<String> reachable = Stream.concat(mirrors.stream(), every.stream())
                    .distinct()
                    .filter(mirror -> reachable("mirror", mirror) != null)
                    .toList();
            if (!reachable.isEmpty()) {
                files.add(RegistryHosts.file(registry, reachable, authorities));
            }
        });
    }

    /** The settings of a service can be read by everybody on the machine; the file it reads them from need not be. */
    private void proxy(@Nullable String http, @Nullable String https, String direct) {
        StringBuilder environment = new StringBuilder();
        variable(environment, "HTTP_PROXY", http);
        variable(environment, "HTTPS_PROXY", https);
        variable(environment, "NO_PROXY", direct);
        files.add(NodeFile.secret(ENVIRONMENT, environment.toString()));
        for (String service : List.of("containerd", "kubelet")) {
            files.add(new NodeFile(DROP_IN.formatted(service), "[Service]\nEnvironmentFile=" + ENVIRONMENT + "\n"));
        }
    }

    private static void variable(StringBuilder environment, String name, @Nullable String value) {
        if (value != null) {
            environment.append(name).append("=\"").append(value).append("\"\n");
        }
    }

    private @Nullable String reachable(String what, @Nullable String address) {
        if (address == null || !isLoopback(URI.create(address).getHost())) {
            return address;
        }
        URI place = URI.create(address);
        leftOut.add(what + " " + place.getHost() + (place.getPort() < 0 ? "" : ":" + place.getPort())
                + " (a loopback address is the node itself there)");
        return null;
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.\\d+){3}")
                || name.equals("[::1]");
    }
}
