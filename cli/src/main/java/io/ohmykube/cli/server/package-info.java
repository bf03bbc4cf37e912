/** The server: its REST interface, its accounts, and the engine that it shares among all clusters. Spring is here alone. */
@NullMarked
package io.ohmykube.cli.server;

import org.jspecify.annotations.NullMarked;
