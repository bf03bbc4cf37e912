package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "download-kubeconfig",
        description = "Fetch the cluster's kubeconfig from its control plane and merge its context into your own.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube download-kubeconfig --name dev && kubectl --context dev get nodes")
final class DownloadKubeconfigCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    DownloadKubeconfigCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() throws IOException {
        Cluster cluster = session.existingCluster();
        UserKubeconfig user = UserKubeconfig.of(session.environment());
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            user.merge(wiring.fetchKubeconfig(cluster));
        }
        String file = session.store().files(cluster.name()).kubeconfig().toString();
        if (session.options().output() == OutputFormat.TABLE) {
            session.terminal()
                    .out()
                    .println("Context " + cluster.name() + " is in " + user.file() + "; the cluster's own file is "
                            + file);
        } else {
            Document.print(session, json -> {
                json.writeStartObject();
                json.writeStringField("cluster", cluster.name());
                json.writeStringField("context", cluster.name());
                json.writeStringField("merged", user.file().toString());
                json.writeStringField("kubeconfig", file);
                json.writeEndObject();
            });
        }
        return ExitCode.DONE;
    }
}
