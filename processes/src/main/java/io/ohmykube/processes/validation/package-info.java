/** Finds what is wrong with a BPMN file before the engine sees it: what would not run, run twice, or run foreign code. */
@NullMarked
package io.ohmykube.processes.validation;

import org.jspecify.annotations.NullMarked;
