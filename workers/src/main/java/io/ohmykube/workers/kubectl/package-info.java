/**
 * The cluster's API, by {@code kubectl} on the control plane with the administrator's kubeconfig. Knows no engine.
 *
 * <p>Commands, all of them {@code kubectl --kubeconfig /etc/kubernetes/admin.conf …}, reading ones with {@code --request-timeout=<n>s} first:
 *
 * <ul>
 *   <li>{@code get --raw /readyz}
 *   <li>{@code get nodes -o json}; {@code get node <name> -o json --ignore-not-found}
 *   <li>{@code apply --validate=false -f -} or, for a large document, {@code apply --server-side --force-conflicts -f -}
 *       (one or more documents on standard input)
 *   <li>{@code create --validate=false -f -} (the same; an object that exists is left alone)
 *   <li>{@code label node <name> --overwrite k=v…}; {@code taint node <name> --overwrite k=v:Effect…}
 *   <li>{@code wait node <name>… --for=condition=Ready --timeout=<n>s}
 *   <li>{@code rollout status <kind> <name> -n <namespace> --timeout=<n>s}
 *   <li>{@code get <kind> <name> -n <namespace> -o json --ignore-not-found}
 *   <li>{@code drain <name> --ignore-daemonsets --delete-emptydir-data --force --timeout=<n>s [--disable-eviction]}
 *   <li>{@code delete node <name> --ignore-not-found}
 * </ul>
 */
@NullMarked
package io.ohmykube.workers.kubectl;

import org.jspecify.annotations.NullMarked;
