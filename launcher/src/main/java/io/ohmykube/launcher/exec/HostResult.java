package io.ohmykube.launcher.exec;

/** How a program on the host ended. */
public record HostResult(int exitCode, String stdout, String stderr) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
