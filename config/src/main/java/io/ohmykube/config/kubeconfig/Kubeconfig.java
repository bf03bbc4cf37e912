package io.ohmykube.config.kubeconfig;

import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlException;
import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import io.ohmykube.config.yaml.YamlNode.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one cluster is reached: a context and a cluster called like the cluster, and a user {@code <cluster>-admin}, so
 * that any number of clusters fit into one file.
 */
public final class Kubeconfig {
    private final String cluster;
    private final Mapping server;
    private final Mapping user;

    private Kubeconfig(String cluster, Mapping server, Mapping user) {
        this.cluster = cluster;
        this.server = server;
        this.user = user;
    }

    /**
     * Makes the kubeconfig of a cluster from the one that kubeadm leaves on its control plane.
     *
     * @param admin the text of {@code admin.conf}
     * @param host where this host reaches the API server, a name or an address
     * @throws KubeconfigException if there is no cluster or user in the text
     */
    public static Kubeconfig of(String admin, String cluster, String host, int port) {
        Mapping config = parse(admin, "the control plane's admin.conf");
        String current = config.text("current-context");
        Mapping context = current == null ? null : Entries.CONTEXTS.find(config, current);
        Mapping server = context == null ? null : Entries.CLUSTERS.find(config, text(context, "cluster"));
        Mapping user = context == null ? null : Entries.USERS.find(config, text(context, "user"));
        if (server == null || user == null) {
            throw new KubeconfigException(
                    "the control plane's admin.conf has no current context with a cluster and a user");
        }
        String address = host.contains(":") ? "[" + host + "]" : host;
        return new Kubeconfig(cluster, server.with("server", Scalar.text("https://" + address + ":" + port)), user);
    }

    /** The name of the cluster, and of its context. */
    public String context() {
        return cluster;
    }

    /** A file of its own for this cluster alone. Holds a private key: to be kept 0600. */
    public String text() {
        return Yaml.write(mergeInto(blank()));
    }

    /** The file with this cluster's entries, those of that name replaced, and its context the current one. */
    Mapping mergeInto(Mapping config) {
        Mapping context =
                Mapping.EMPTY.with("cluster", Scalar.text(cluster)).with("user", Scalar.text(userOf(cluster)));
        Mapping changed = Entries.CLUSTERS.put(config, cluster, server);
        changed = Entries.USERS.put(changed, userOf(cluster), user);
        changed = Entries.CONTEXTS.put(changed, cluster, context);
        return changed.with("current-context", Scalar.text(cluster));
    }

    static String userOf(String cluster) {
        return cluster + "-admin";
    }

    static Mapping blank() {
        return Mapping.EMPTY.with("apiVersion", Scalar.text("v1")).with("kind", Scalar.text("Config"));
    }

    static Mapping parse(String text, String source) {
        YamlNode node;
        try {
            node = Yaml.parse(text);
        } catch (YamlException e) {
            throw new KubeconfigException(source + " is not a kubeconfig: " + e.getMessage(), e);
        }
        if (!(node instanceof Mapping mapping)) {
            throw new KubeconfigException(source + " is not a kubeconfig: it is " + node.kindName());
        }
        for (String list : List.of("clusters", "users", "contexts")) {
            YamlNode value = mapping.get(list);
            if (value != null && !(value instanceof Sequence)) {
                throw new KubeconfigException(
                        source + " is not a kubeconfig: '" + list + "' is " + value.kindName() + ", not a list");
            }
        }
        return mapping;
    }

    private static String text(Mapping mapping, String key) {
        @Nullable String value = mapping.text(key);
        return value == null ? "" : value;
    }
}
