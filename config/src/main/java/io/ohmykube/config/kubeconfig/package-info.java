/** A cluster's kubeconfig, and its entries in the user's own. */
@NullMarked
package io.ohmykube.config.kubeconfig;

import org.jspecify.annotations.NullMarked;
