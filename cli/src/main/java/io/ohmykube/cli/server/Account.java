package io.ohmykube.cli.server;

/**
 * Somebody who may log in.
 *
 * @param hash of the password; never the password
 */
record Account(String name, Role role, String hash) {
    /** What an account may do. */
    enum Role {
        /** Everything, also in Cockpit and the engine's own interface, and other accounts. */
        ADMIN,
        /** Everything with clusters. */
        USER
    }
}
