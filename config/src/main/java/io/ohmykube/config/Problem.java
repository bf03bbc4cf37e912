package io.ohmykube.config;

/**
 * One thing wrong with what a user asked for.
 *
 * @param path the field, as written in the file or the flag, for example {@code spec.networking.podCIDR}
 * @param message names the value and what is allowed, one line
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
