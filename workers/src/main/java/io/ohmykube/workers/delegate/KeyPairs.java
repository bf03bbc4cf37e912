package io.ohmykube.workers.delegate;

/** Where the key pairs are with which clusters' machines are reached. */
@FunctionalInterface
public interface KeyPairs {
    /** Makes the cluster's key pair unless there is one, and returns its public key, one OpenSSH line. */
    String ensure(String cluster);
}
