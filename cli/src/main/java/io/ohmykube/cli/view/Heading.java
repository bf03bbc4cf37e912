package io.ohmykube.cli.view;

import java.util.List;

/**
 * What an operation is about to do.
 *
 * @param command the command's word, for example {@code up}
 * @param summary one line for a person, for example {@code Creating cluster dev: v1.33.0, 3 nodes, simulated}
 * @param nodes the nodes it concerns, in the order they are shown in
 */
public record Heading(String command, String cluster, String summary, List<String> nodes) {}
