/** What a person or a script sees of an operation while it runs: events folded into a model, and the views that draw it. */
@NullMarked
package io.ohmykube.cli.view;

import org.jspecify.annotations.NullMarked;
