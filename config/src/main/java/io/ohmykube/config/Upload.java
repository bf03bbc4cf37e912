package io.ohmykube.config;

import org.jspecify.annotations.Nullable;

/**
 * A file or directory of this computer that a node gets.
 *
 * @param local where it is here, absolute
 * @param remote where it goes, absolute; a directory's content goes into it
 * @param mode of files, octal with three or four digits; null keeps each file's own
 * @param owner user, or user:group, by name or number; null means root
 */
public record Upload(String local, String remote, @Nullable String mode, @Nullable String owner) {}
