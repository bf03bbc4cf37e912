package io.ohmykube.addons;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fits manifests to a cluster by literal replacement, so that all that is not replaced stays as published. */
public final class YamlManifests implements Manifests {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    /** MetalLB's controller makes its own key from as many random bytes. */
    private static final int RANDOM_BYTES = 128;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String render(AddOn addOn, String manifest, AddOnContext context) {
        String rendered = manifest;
        for (AddOn.Replacement replacement : addOn.replacements()) {
            if (!rendered.contains(replacement.find())) {
                throw new IllegalStateException("the manifest of add-on " + addOn.name() + " " + addOn.version()
                        + " does not hold the text that is to be replaced: " + replacement.find());
            }
            rendered = rendered.replace(replacement.find(), fill(replacement.with(), variables(context)));
        }
        return rendered;
    }

    @Override
    public String initial(AddOn addOn, AddOnContext context) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return fill(addOn.initial(), Map.of("random", Base64.getEncoder().encodeToString(bytes)));
    }

    @Override
    public String configuration(AddOn addOn, AddOnContext context) {
        return fill(addOn.configuration(), variables(context));
    }

    @Override
    public Set<String> images(String manifest) {
        Set<String> images = new TreeSet<>();
        new ImageReferences(images::add).of(manifest);
        return images;
    }

    private static Map<String, String> variables(AddOnContext context) {
        return Map.of(
                "clusterName", context.clusterName(),
                "podCIDR", context.podCIDR(),
                "ipPool", context.ipPool());
    }

    private static String fill(@Nullable String template, Map<String, String> variables) {
        return template == null
                ? ""
                : VARIABLE.matcher(template)
                        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), variables)));
    }

    private static String value(String name, Map<String, String> variables) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("an add-on's template uses ${" + name + "}, which is not known here");
        }
        return value;
    }
}
