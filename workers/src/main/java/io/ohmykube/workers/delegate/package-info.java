/**
 * One delegate per service task. Each looks at the truth, acts where that is needed, and records what it saw;
 * {@link io.ohmykube.workers.delegate.StepGuard} stands around all of them.
 */
@NullMarked
package io.ohmykube.workers.delegate;

import org.jspecify.annotations.NullMarked;
