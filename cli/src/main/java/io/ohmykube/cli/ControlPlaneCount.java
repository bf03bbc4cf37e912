package io.ohmykube.cli;

/** What a number of control planes means. */
final class ControlPlaneCount {
    private ControlPlaneCount() {}

    /** What is to be said of an even number, one sentence with a space before it; empty for any other. */
    static String remark(String cluster, int count) {
        if (count == 0 || count % 2 == 1) {
            return "";
        }
        return " It has " + count + " control planes now: "
                + (count == 2
                        ? "losing either one of the two stops its API"
                        : "it bears the loss of no more of them than " + (count - 1) + " would")
                + "; add one with 'ohmykube --name " + cluster
                + " add --masters 1', or remove one with 'ohmykube --name "
                + cluster + " delete NODE'.";
    }
}
