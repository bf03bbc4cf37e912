/** The model of a cluster, its validation, its YAML form, and the files that hold it. Knows no other module. */
@NullMarked
package io.ohmykube.config;

import org.jspecify.annotations.NullMarked;
