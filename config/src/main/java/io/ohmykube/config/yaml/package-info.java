/** YAML as a small tree: quick to load, strict, and exact about what stood in the text. */
@NullMarked
package io.ohmykube.config.yaml;

import org.jspecify.annotations.NullMarked;
