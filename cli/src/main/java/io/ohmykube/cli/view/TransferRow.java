package io.ohmykube.cli.view;

import java.time.Instant;

/**
 * How far a transfer is.
 *
 * @param done bytes so far
 * @param total bytes, or -1 where nobody knows
 */
record TransferRow(String what, long done, long total, Instant began) {}
