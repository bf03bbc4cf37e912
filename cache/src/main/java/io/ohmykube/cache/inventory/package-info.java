/** What the cache holds: listing it, checking it, making room, and the index files. Reads records; fetches nothing. */
@NullMarked
package io.ohmykube.cache.inventory;

import org.jspecify.annotations.NullMarked;
