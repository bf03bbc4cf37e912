/** Servers of the built distribution, as processes that can be killed: what a team has of them, and how much they bear. */
@NullMarked
package io.ohmykube.cli.team;

import org.jspecify.annotations.NullMarked;
