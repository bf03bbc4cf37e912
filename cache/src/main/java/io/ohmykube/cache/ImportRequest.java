package io.ohmykube.cache;

import java.util.List;

/**
 * What to take from an archive of images, and as what.
 *
 * @param references the images to take, as they are to be called; the only image of an archive takes any name that is
 *     given. Empty takes all that have names.
 * @param architecture what the images must be made for
 * @param anyArchitecture takes images also where they are made for something else
 * @param source where the archive comes from, for messages and records: the name of a file or of a program
 */
public record ImportRequest(
        List<String> references, Architecture architecture, boolean anyArchitecture, String source) {
    public ImportRequest {
        references = List.copyOf(references);
    }
}
