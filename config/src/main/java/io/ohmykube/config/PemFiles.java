package io.ohmykube.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates that stand in a document, or in files that it names. */
final class PemFiles {
    private static final String PEM = "-----BEGIN ";

    private final @Nullable Path base;

    /** @param base the directory that relative names start from; null where no files can be named */
    PemFiles(@Nullable Path base) {
        this.base = base;
    }

    /** The texts of a list of PEM texts and names of files; null where the field is absent. */
    @Nullable
    List<String> read(Fields fields, String field) {
        List<String> said = fields.texts(field);
        if (said == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (String text : said) {
            texts.add(text.contains(PEM) ? text.strip() + "\n" : file(fields, field, text));
        }
        return texts;
    }

    private String file(Fields fields, String field, String name) {
        if (base == null) {
            fields.refuse(field, "'" + name + "' is not certificates in PEM, and " + ClusterReader.NO_FILES);
            return "";
        }
        try {
            return Files.readString(base.resolve(name)).strip() + "\n";
        } catch (NoSuchFileException | InvalidPathException e) {
            fields.refuse(field, "'" + name + "' is neither certificates in PEM nor a file that is there");
        } catch (IOException e) {
            fields.refuse(field, "file '" + name + "' cannot be read: " + e.getMessage());
        }
        return "";
    }
}
