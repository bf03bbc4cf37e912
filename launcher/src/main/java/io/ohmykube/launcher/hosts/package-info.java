/**
 * Machines that people own already. They are met once ({@link io.ohmykube.launcher.hosts.FirstContact}), lent to a cluster,
 * and given back as they were: {@code ledger.sh} writes down on the machine what is changed before it is changed, and
 * {@code restore.sh} puts it back. Both are left on the machine while it is a node.
 *
 * <p>What is known of a machine while it is a node is in {@code machines/<node>.json} of the cluster's directory.
 */
@NullMarked
package io.ohmykube.launcher.hosts;

import org.jspecify.annotations.NullMarked;
