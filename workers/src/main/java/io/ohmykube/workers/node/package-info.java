/**
 * What makes a bare machine one that kubeadm can work on. Knows no engine.
 *
 * <p>Scripts: {@code prepare-system}, {@code prepare-proxy}, {@code installed-packages}, {@code install-package} (the archive on standard input,
 * so the text is {@code sh -euc}'s argument), {@code start-runtime}. Their head comments say what they take and print.
 *
 * <p>Other commands: {@code uname -m}; {@code sha256sum -- <file>…}; {@code ctr -n k8s.io images ls};
 * {@code ctr -n k8s.io images import -} (an OCI archive on standard input); uploads of small files;
 * {@code ip -o -4 addr show}, where there is a proxy.
 */
@NullMarked
package io.ohmykube.workers.node;

import org.jspecify.annotations.NullMarked;
