package io.ohmykube.cli;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A step that a process can have.
 *
 * @param bean the name that a service task has as its delegate
 */
record CatalogueStep(String bean, StepFacts facts) {
    /** Such as {@code Create machine}. */
    String title() {
        String words = bean.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** As a service task names it. */
    String expression() {
        return "${" + bean + "}";
    }

    /** What it does, without Markdown. */
    String does() {
        return plain(facts.does());
    }

    /** The variables it reads; those that need not be set with what holds then. */
    String reads() {
        return facts.reads().stream()
                .map(input -> input.variable() + (input.otherwise() == null ? "" : " (" + input.otherwise() + ")"))
                .collect(Collectors.joining(", "));
    }

    /** All of it, for a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("step      " + bean + ", in a service task: camunda:delegateExpression=\"" + expression() + "\"");
        lines.add("does      " + does());
        lines.add("looks at  " + orNothing(plain(facts.looksAt())));
        lines.add("reads     cluster: the cluster's name, in every process");
        for (StepInput input : facts.reads()) {
            lines.add("          " + input.variable() + ": " + input.meaning()
                    + (input.otherwise() == null ? "" : "; " + input.otherwise() + " where it is not set"));
        }
        lines.add("leaves    " + orNothing(plain(facts.leaves())));
        lines.add("raises    " + orNothing(String.join(", ", facts.raises())));
        return lines;
    }

    static String plain(String markdown) {
        return markdown.replace("`", "");
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
