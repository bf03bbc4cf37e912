package io.ohmykube.workers.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.config.ClusterSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's kubeadm documents, put over ours: maps field by field, lists as a whole, extra arguments by name.
 *
 * <p>What belongs to a machine is never theirs: its name, its address, its container runtime. What the cluster's own
 * spec has a field for must not say something else here.
 */
public final class KubeadmOverrides {
    private static final List<String> OURS = List.of("/nodeRegistration/name", "/nodeRegistration/criSocket");
    private static final String ADDRESS = "/localAPIEndpoint/advertiseAddress";

    private final Map<String, ObjectNode> sections;

    private KubeadmOverrides(Map<String, ObjectNode> sections) {
        this.sections = sections;
    }

    /**
     * Reads {@code spec.kubeadmConfig}; null there means none.
     *
     * @throws IllegalArgumentException for a person: it cannot be read, names an unknown kind, or contradicts the spec
     */
    public static KubeadmOverrides of(ClusterSpec spec) {
        Map<String, ObjectNode> sections = Sections.read(spec.kubeadmConfig());
        sections.values().forEach(ExtraArguments::toMaps);
        JsonNode cluster = sections.get("ClusterConfiguration");
        if (cluster != null) {
            agree(cluster, "/kubernetesVersion", spec.version(), "spec.version");
            agree(cluster, "/networking/podSubnet", spec.networking().podCIDR(), "spec.networking.podCIDR");
            agree(cluster, "/networking/serviceSubnet", spec.networking().serviceCIDR(), "spec.networking.serviceCIDR");
        }
        return new KubeadmOverrides(sections);
    }

    /** Puts the user's document of that kind, if any, over ours, in place. */
    void over(ObjectNode section) {
        ObjectNode theirs = sections.get(section.path("kind").asText());
        if (theirs == null) {
            return;
        }
        ObjectNode kept = theirs.deepCopy();
        kept.remove(List.of("apiVersion", "kind"));
        OURS.forEach(pointer -> remove(kept, pointer));
        remove(kept, ADDRESS);
        Sections.merge(section, kept);
    }

    private static void remove(ObjectNode section, String pointer) {
        int last = pointer.lastIndexOf('/');
        if (section.at(pointer.substring(0, last)) instanceof ObjectNode parent) {
            parent.remove(pointer.substring(last + 1));
        }
    }

    private static void agree(JsonNode section, String pointer, @Nullable String ours, String field) {
        JsonNode theirs = section.at(pointer);
        if (theirs.isTextual() && ours != null && !theirs.asText().equals(ours)) {
            throw new IllegalArgumentException("ClusterConfiguration "
                    + pointer.substring(1).replace('/', '.') + " is '" + theirs.asText() + "', but " + field + " is '"
                    + ours + "'; leave it out there");
        }
    }
}
