/** kubeadm: its configuration, and running it. Knows no engine. */
@NullMarked
package io.ohmykube.workers.kubeadm;

import org.jspecify.annotations.NullMarked;
