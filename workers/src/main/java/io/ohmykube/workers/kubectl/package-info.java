/**
 * The cluster's API, by {@code kubectl} on the control plane with the administrator's kubeconfig. Knows no engine.
 *
 * <p>Commands, all of them {@code kubectl --kubeconfig=/etc/kubernetes/admin.conf --request-timeout=<n>s …}:
 *
 * <ul>
 *   <li>{@code get --raw /readyz}
 *   <li>{@code get nodes -o json}; {@code get node <name> -o json --ignore-not-found}
 *   <li>{@code apply --validate=false -f -} (one manifest of one or more documents on standard input)
 *   <li>{@code create --validate=false -f -} (the same; an object that exists is left alone)
 *   <li>{@code label node <name> --overwrite k=v…}; {@code taint node <name> --overwrite k=v:Effect…}
 *   <li>{@code wait node <name>… --for=condition=Ready --timeout=<n>s}
 *   <li>{@code rollout status <kind> <name> -n <namespace> --timeout=<n>s}
 *   <li>{@code get <kind> <name> -n <namespace> -o json --ignore-not-found}
 *   <li>{@code drain <name> …}; {@code delete node <name> --ignore-not-found}
 * </ul>
 */
@NullMarked
package io.ohmykube.workers.kubectl;

import org.jspecify.annotations.NullMarked;
