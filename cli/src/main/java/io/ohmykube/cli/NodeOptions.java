package io.ohmykube.cli;

import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.HookPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What can be told of nodes of one kind beyond their size: labels, annotations, taints, hooks, uploads. The same for
 * control planes, workers and nodes that are added, each under its own prefix.
 */
final class NodeOptions {
    static final NodeOptions MASTER = new NodeOptions("--master-", "spec.nodes.master.");
    static final NodeOptions WORKER = new NodeOptions("--worker-", "spec.nodes.workers[*].");
    static final NodeOptions ADDED = new NodeOptions("--", "spec.nodes.workers[*].");

    static final NodeOptions ADDED_CONTROL_PLANES = new NodeOptions("--", "spec.nodes.master.");

    private static final String PAIRS = "KEY=VALUE[,…]";
    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";
    private static final String TAINTS = "taints";
    private static final String FILE = "upload-file";
    private static final String DIRECTORY = "upload-dir";

    private final String prefix;
    private final String path;

    private NodeOptions(String prefix, String path) {
        this.prefix = prefix;
        this.path = path;
    }

    CommandSpec addTo(CommandSpec command) {
        add(command, LABELS, PAIRS, "labels of the nodes");
        add(command, ANNOTATIONS, PAIRS, "annotations of the nodes");
        add(command, TAINTS, "KEY[=VALUE]:EFFECT[,…]", "taints of the nodes");
        for (HookPoint point : HookPoint.values()) {
            add(command, "hook-" + point.words(), "SCRIPT", "a script of this computer to run on the nodes as root");
        }
        add(command, FILE, "LOCAL:REMOTE[:MODE[:OWNER]]", "a file for the nodes; may be given again");
        add(command, DIRECTORY, "LOCAL:REMOTE[:MODE[:OWNER]]", "a directory for the nodes; may be given again");
        return command;
    }

    /** The request with what was said, over what it says already. Throws {@link ExitException} for what is no option value. */
    ClusterRequest over(ClusterRequest request, CommandSpec command) {
        ClusterRequest all = request.with(path + "labels", pairs(command, LABELS), prefix + LABELS)
                .with(path + "annotations", pairs(command, ANNOTATIONS), prefix + ANNOTATIONS)
                .with(path + "taints", taints(command), prefix + TAINTS);
        for (HookPoint point : HookPoint.values()) {
            String option = "hook-" + point.words();
            List<String> scripts = said(command, option);
            all = all.with(path + "hooks." + point.field(), scripts.isEmpty() ? null : scripts, prefix + option);
        }
        List<Map<String, String>> uploads = new ArrayList<>();
        said(command, FILE).forEach(text -> uploads.add(new UploadText(prefix + FILE, text).parse(false)));
        said(command, DIRECTORY).forEach(text -> uploads.add(new UploadText(prefix + DIRECTORY, text).parse(true)));
        return all.with(path + "uploads", uploads.isEmpty() ? null : uploads, prefix + FILE);
    }

    private void add(CommandSpec command, String option, String label, String description) {
        command.addOption(OptionSpec.builder(prefix + option)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build());
    }

    private List<String> said(CommandSpec command, String option) {
        List<String> values = command.findOption(prefix + option).getValue();
        return values == null ? List.of() : values;
    }

    private @Nullable Map<String, String> pairs(CommandSpec command, String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : said(command, option)) {
            for (String pair : text.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw ExitException.badInput(prefix + option + ": '" + pair + "' is not KEY=VALUE");
                }
                pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
            }
        }
        return pairs.isEmpty() ? null : pairs;
    }

    private @Nullable List<Map<String, String>> taints(CommandSpec command) {
        List<Map<String, String>> taints = new ArrayList<>();
        for (String text : said(command, TAINTS)) {
            for (String taint : text.split(",", -1)) {
                int colon = taint.lastIndexOf(':');
                if (colon < 1) {
                    throw ExitException.badInput(prefix + TAINTS + ": '" + taint + "' is not KEY[=VALUE]:EFFECT");
                }
                String[] sides = taint.substring(0, colon).split("=", 2);
                Map<String, String> fields = new LinkedHashMap<>();
                fields.put("key", sides[0].strip());
                if (sides.length > 1) {
                    fields.put("value", sides[1]);
                }
                fields.put("effect", taint.substring(colon + 1));
                taints.add(fields);
            }
        }
        return taints.isEmpty() ? null : taints;
    }
}
