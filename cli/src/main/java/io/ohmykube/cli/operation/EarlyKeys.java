package io.ohmykube.cli.operation;

import io.ohmykube.workers.delegate.KeyPairs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Begins to make a cluster's key pair while the engine still opens: finding large primes takes a second or several. */
final class EarlyKeys implements KeyPairs {
    private final KeyPairs keys;
    private final CompletableFuture<String> begun;

    EarlyKeys(KeyPairs keys, String cluster) {
        this.keys = keys;
        this.begun = CompletableFuture.supplyAsync(() -> keys.ensure(cluster));
    }

    @Override
    public String ensure(String cluster) {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            // Whoever asks now hears of the failure, if it is still there.
            return keys.ensure(cluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the key pair of cluster " + cluster + " was made", e);
        }
    }
}
