package io.ohmykube.cli.crash;

import java.util.Locale;

/** When in a step the process is killed. */
enum Point {
    /** The engine has picked the step up; its delegate has not begun. */
    BEFORE,
    /** The delegate works: a command runs on a node, or half of the step's usual time is over. */
    DURING,
    /** The delegate has done all; its checkpoint is not committed. */
    AFTER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
