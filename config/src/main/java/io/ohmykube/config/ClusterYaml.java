package io.ohmykube.config;

import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlException;
import io.ohmykube.config.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The YAML form of a cluster. Reading fills in defaults for everything that is missing, and refuses every unknown field;
 * whether values make sense is {@link ClusterValidator}'s to say.
 */
public final class ClusterYaml {
    private ClusterYaml() {}

    /**
     * Reads a whole cluster, its status included.
     *
     * @param source what to call the text in messages, for example the file's name
     * @throws InvalidClusterException with all problems of the text
     */
    public static Cluster read(String text, String source) {
        YamlNode document = parse(text, source);
        List<Problem> problems = new ArrayList<>();
        AskedCluster asked = new ClusterReader(problems, Path.of("")).read(document);
        ClusterStatus status = new StatusReader(problems).read(document);
        if (!problems.isEmpty()) {
            throw new InvalidClusterException(problems);
        }
        return asked.over(ClusterDefaults.cluster(ClusterDefaults.NAME)).withStatus(none -> status);
    }

    /** The text that {@link #read} makes the same cluster of. */
    public static String write(Cluster cluster) {
        return Yaml.write(ClusterWriter.write(cluster));
    }

    static YamlNode parse(String text, String source) {
        try {
            return Yaml.parse(text);
        } catch (YamlException e) {
            throw new InvalidClusterException(source, e.getMessage());
        }
    }
}
