/** What can be installed into a cluster: each add-on is one file that says what it needs and when it is ready. */
@NullMarked
package io.ohmykube.addons;

import org.jspecify.annotations.NullMarked;
