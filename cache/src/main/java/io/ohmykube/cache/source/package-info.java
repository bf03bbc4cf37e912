/** Where images come from besides registries: programs of this host that have them, charts that name them. */
@NullMarked
package io.ohmykube.cache.source;

import org.jspecify.annotations.NullMarked;
