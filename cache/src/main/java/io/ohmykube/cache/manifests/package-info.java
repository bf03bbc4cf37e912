/** Keeps Kubernetes manifests as they were published. */
@NullMarked
package io.ohmykube.cache.manifests;

import org.jspecify.annotations.NullMarked;
