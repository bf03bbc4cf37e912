/** What makes a bare machine one that kubeadm can work on. Knows no engine. */
@NullMarked
package io.ohmykube.workers.node;

import org.jspecify.annotations.NullMarked;
