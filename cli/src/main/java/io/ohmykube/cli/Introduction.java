package io.ohmykube.cli;

import io.ohmykube.cli.view.Table;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.hosts.FirstContact;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Settles with a person what is needed to get to know the machines that a cluster's file names. */
final class Introduction {
    private final Session session;
    private final FirstContact contact;
    private final InputStream answers;

    Introduction(Session session, FirstContact contact) {
        this(session, contact, System.in);
    }

    Introduction(Session session, FirstContact contact, InputStream answers) {
        this.session = session;
        this.contact = contact;
        this.answers = answers;
    }

    /**
     * Shows the host keys of machines seen for the first time, and looks whether all of them can become nodes. Nothing
     * is changed on any of them. Returns at once where all are known.
     *
     * @throws io.ohmykube.launcher.LauncherException with all problems of all machines
     * @throws ExitException if the keys were not agreed to
     */
    void make(Cluster cluster, boolean askPassword) {
        List<FirstContact.Newcomer> newcomers = contact.newcomers(cluster);
        if (newcomers.isEmpty()) {
            return;
        }
        if (askPassword) {
            char[] password = new PasswordPrompt(answers).ask("Password of the machines: ");
            contact.password(password);
            Arrays.fill(password, ' ');
        }
        PrintStream err = session.terminal().err();
        err.println("Host keys of machines that are seen for the first time:");
        Table table = new Table("NODE", "MACHINE", "TYPE", "FINGERPRINT");
        newcomers.forEach(newcomer ->
                table.add(newcomer.node(), newcomer.host().shown(), newcomer.keyType(), newcomer.fingerprint()));
        table.lines().forEach(err::println);
        if (!session.options().yes && !new Question(session.terminal(), answers).agreed("Are these their keys?")) {
            throw ExitException.failed("the host keys were not agreed to, so nothing was changed on any machine;"
                    + " ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub shows a machine's own");
        }
        contact.confirm(newcomers);
        contact.look(cluster, newcomers).forEach((node, what) -> err.println(node + ": " + what));
    }
}
