/** What processes and delegates agree on: variables, error codes, and the events that report progress. */
@NullMarked
package io.ohmykube.workers.contract;

import org.jspecify.annotations.NullMarked;
