package io.ohmykube.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user said of a node's customisation; null is what was not said. */
record AskedCustomisation(
        @Nullable Map<String, String> annotations,
        @Nullable Map<HookPoint, List<String>> hooks,
        @Nullable List<Upload> uploads) {
    static final AskedCustomisation NOTHING = new AskedCustomisation(null, null, null);

    /** Paths that are not absolute are meant from the working directory. */
    /** @param base the directory that relative paths start from; null where no files can be named */
    static AskedCustomisation read(Fields node, @Nullable Path base) {
        return new AskedCustomisation(node.textByName("annotations"), hooks(node, base), uploads(node, base));
    }

    Customisation over(Customisation base) {
        return new Customisation(
                Objects.requireNonNullElse(annotations, base.annotations()),
                Objects.requireNonNullElse(hooks, base.hooks()),
                Objects.requireNonNullElse(uploads, base.uploads()));
    }

    AskedCustomisation or(AskedCustomisation other) {
        return new AskedCustomisation(
                annotations == null ? other.annotations : annotations,
                hooks == null ? other.hooks : hooks,
                uploads == null ? other.uploads : uploads);
    }

    private static @Nullable Map<HookPoint, List<String>> hooks(Fields node, @Nullable Path base) {
        if (!node.has("hooks")) {
            return null;
        }
        Fields said = node.child("hooks", HookPoint.fields().toArray(String[]::new));
        Map<HookPoint, List<String>> hooks = new EnumMap<>(HookPoint.class);
        for (HookPoint point : HookPoint.values()) {
            List<String> scripts = said.texts(point.field());
            if (scripts != null) {
                hooks.put(
                        point,
                        scripts.stream()
                                .map(script -> absolute(said, point.field(), script, base))
                                .toList());
            }
        }
        return hooks;
    }

    private static @Nullable List<Upload> uploads(Fields node, @Nullable Path base) {
        List<Fields> entries = node.children("uploads", "local", "remote", "mode", "owner");
        if (entries == null) {
            return null;
        }
        List<Upload> uploads = new ArrayList<>();
        for (Fields entry : entries) {
            uploads.add(new Upload(
                    absolute(entry, "local", entry.required("local"), base),
                    entry.required("remote"),
                    entry.text("mode"),
                    entry.text("owner")));
        }
        return uploads;
    }

    private static String absolute(Fields fields, String field, String path, @Nullable Path base) {
        if (base == null) {
            fields.refuse(field, ClusterReader.NO_FILES);
            return "";
        }
        try {
            return path.isEmpty()
                    ? path
                    : base.resolve(path).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            fields.refuse(field, "'" + path + "' is not a path");
            return "";
        }
    }
}
