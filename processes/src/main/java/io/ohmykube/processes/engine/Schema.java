package io.ohmykube.processes.engine;

import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schema of the engine's tables, and how a database of an earlier engine gets it. */
final class Schema {
    /** What the tables of this engine are. */
    static final String VERSION = "7.24.0";

    /** The engine's own scripts, one for each step from a minor version to the next. */
    private static final String SCRIPTS = "org/camunda/bpm/engine/db/upgrade/%s_engine_7.%d_to_7.%d.sql";
    /** Earlier ones also need scripts that lie between minor versions; no database of ours was ever that old. */
    private static final int OLDEST = 14;

    /** Asks for the version of the engine which changed the tables last. */
    static final String VERSION_OF_TABLES =
            "select VERSION_ from ACT_GE_SCHEMA_LOG order by cast(ID_ as int) desc fetch first row only";

    private static final Pattern MINOR = Pattern.compile("7\\.(\\d+)\\..*");

    private Schema() {}

    static boolean isCurrent(String version) {
        return minor(version) == minor(VERSION);
    }

    /**
     * Brings a closed database to the current version. That is done on a copy which then takes its place, so that a process
     * that dies meanwhile loses nothing. The old file is kept beside it.
     *
     * @param file without its suffix
     * @throws IllegalStateException for a database that is newer than this engine, or too old
     */
    static void upgrade(Path file, String version) {
        List<String> scripts = scripts("the database " + named(file, ""), LeanConfiguration.H2, version);
        try {
            Path copy = named(file, ".upgrade");
            AtomicFile.write(copy, out -> Files.copy(named(file, ""), out));
            run(file.resolveSibling(file.getFileName() + ".upgrade"), scripts);
            AtomicFile.write(named(file, "." + version), out -> Files.copy(named(file, ""), out));
            Files.move(copy, named(file, ""), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's database cannot be upgraded: " + named(file, ""), e);
        }
    }

    /**
     * What has to be run, in that order, to bring tables of a version to the current one.
     *
     * @param database what an error calls it
     * @param type as the engine calls it
     * @throws IllegalStateException for tables that are newer than this engine, or too old
     */
    static List<String> scripts(String database, String type, String version) {
        int from = minor(version);
        int to = minor(VERSION);
        if (from > to) {
            throw new IllegalStateException(database + " was written by a newer ohmykube (schema " + version
                    + ", this one knows " + VERSION + "): use that one; nothing was changed");
        }
        if (from < OLDEST) {
            throw new IllegalStateException(
                    database + " has the schema " + version + ", which is too old to be upgraded; nothing was changed");
        }
        List<String> scripts = new ArrayList<>();
        for (int minor = from; minor < to; minor++) {
            scripts.add(SCRIPTS.formatted(type, minor, minor + 1));
        }
        return scripts;
    }

    private static void run(Path copy, List<String> scripts) {
        Database database = Database.connect(copy, 1);
        try {
            scripts.forEach(database::run);
            database.compact();
        } finally {
            database.close();
        }
    }

    private static Path named(Path file, String addition) {
        return file.resolveSibling(file.getFileName() + addition + Database.SUFFIX);
    }

    private static int minor(String version) {
        Matcher matcher = MINOR.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalStateException("the engine's database has a schema of no known version: " + version);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
