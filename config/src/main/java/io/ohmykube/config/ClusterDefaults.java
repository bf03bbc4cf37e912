package io.ohmykube.config;

import java.util.List;
import java.util.Map;

/** What a cluster is made of where its user says nothing. */
public final class ClusterDefaults {
    public static final Resources CONTROL_PLANE = new Resources(2, 4, 20);
    public static final Resources WORKER = new Resources(1, 2, 10);
    public static final int WORKERS = 2;
    /** The name of a cluster where none is given. */
    public static final String NAME = "ohmykube";

    private static final Networking NETWORKING = new Networking("flannel", "10.244.0.0/16", "10.96.0.0/12");
    private static final Storage STORAGE = new Storage("local-path-provisioner", List.of());
    private static final LoadBalancer LOAD_BALANCER = new LoadBalancer("metallb", null);

    private ClusterDefaults() {}

    /** The default cluster, not expanded; version, launcher, template and address pool are left to be resolved. */
    public static Cluster cluster(String name) {
        Nodes nodes = new Nodes(List.of(NodeSpec.group(1, CONTROL_PLANE)), List.of(NodeSpec.group(WORKERS, WORKER)));
        ClusterSpec spec = new ClusterSpec(
                null,
                null,
                null,
                nodes,
                NETWORKING,
                STORAGE,
                LOAD_BALANCER,
                Outside.DIRECT,
                false,
                Map.of(),
                List.of(),
                null);
        return new Cluster(new Metadata(name, Metadata.DEFAULT_NAMESPACE), spec, ClusterStatus.pending());
    }
}
