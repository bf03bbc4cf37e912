/**
 * The model of a cluster, its validation, its YAML form, and the files that hold it. Knows no other module.
 *
 * <p>The way of a request, by names to follow:
 *
 * <ol>
 *   <li>{@link io.ohmykube.config.ClusterRequest} holds what the user said, a file and options over it, and nothing else;
 *   <li>{@link io.ohmykube.config.ClusterDefaults} fills in the rest where the cluster is new; where it exists,
 *       what was not said stays as it is, and {@link io.ohmykube.config.ClusterChange} says which workers are to be made;
 *   <li>{@link io.ohmykube.config.ClusterValidator} finds every {@link io.ohmykube.config.Problem} at once;
 *   <li>{@link io.ohmykube.config.NodeNames} expands groups into named nodes;
 *   <li>{@link io.ohmykube.config.ClusterStore} keeps the {@link io.ohmykube.config.Cluster} in the user's
 *       {@link io.ohmykube.config.Home}, as {@link io.ohmykube.config.ClusterYaml} in an
 *       {@link io.ohmykube.config.AtomicFile}.
 * </ol>
 *
 * <p>Reading must be quick, since commands that only show something are to answer at once: the YAML is mapped by hand
 * from a small tree, which starts in a third of the time of data binding and knows the path and line of every problem.
 */
@NullMarked
package io.ohmykube.config;

import org.jspecify.annotations.NullMarked;
