package io.ohmykube.launcher.simulated;

/** A scenario's rule ends a command here. */
final class DisturbedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Rule rule;

    DisturbedException(Rule rule) {
        super(rule.stderr(), null, false, false);
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }
}
