package io.ohmykube.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ohmykube} alone: says what there is. */
@Command(
        name = "ohmykube",
        description = "Real multi-node Kubernetes clusters from one command.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube up                     a cluster of one control plane and two workers",
            "  ohmykube --name dev add         one more worker for the cluster dev",
            "  ohmykube help up                what up can do"
        })
final class RootCommand implements Runnable {
    @Mixin
    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RootCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        CommandLine self = spec.commandLine();
        self.usage(self.getOut());
    }

    GlobalOptions options() {
        return options;
    }
}
