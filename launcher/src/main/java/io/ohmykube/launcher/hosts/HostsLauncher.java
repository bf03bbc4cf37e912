package io.ohmykube.launcher.hosts;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.HostAccess;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.ssh.Login;
import io.ohmykube.launcher.ssh.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Machines that people own. Making one is the first contact: it is looked at, begins to write down what is changed, and
 * takes the cluster's key. Deleting one gives it back as it was. A machine that is known is taken to run; whether it
 * answers is found out by whoever connects.
 */
public final class HostsLauncher implements Launcher {
    private final ClusterStore clusters;
    private final HostRecords records;
    private final FirstContact firstContact;

    public HostsLauncher(ClusterStore clusters, Map<String, String> environment) {
        this.clusters = clusters;
        this.records = new HostRecords(clusters);
        this.firstContact = new FirstContact(records, environment);
    }

    /** What has to be settled with a person before {@link #create}. */
    public FirstContact firstContact() {
        return firstContact;
    }

    @Override
    public String name() {
        return HostAccess.LAUNCHER;
    }

    @Override
    public Availability availability() {
        return Availability.YES;
    }

    @Override
    public boolean ownsMachines() {
        return false;
    }

    /** It needs machines that only a cluster's file can name. */
    @Override
    public boolean chosenByDefault() {
        return false;
    }

    @Override
    public void prepare(String cluster) {
        // Machines of people share nothing that we could make.
    }

    @Override
    public void dispose(String cluster) {
        // There is nothing that was made.
    }

    @Override
    public Machine create(MachineSpec spec) {
        Optional<HostRecord> known = records.find(spec.cluster(), spec.name());
        if (known.isPresent() && !known.get().leaving()) {
            return known.get().machine();
        }
        HostAccess host = access(spec.cluster(), spec.name());
        try (Visit visit = firstContact.visit(spec.name(), host)) {
            HostRecord met = adopt(spec, host, visit);
            records.write(met);
            return met.machine();
        } catch (RemoteException e) {
            throw new LauncherException(String.valueOf(e.getMessage()), e);
        }
    }

    private HostRecord adopt(MachineSpec spec, HostAccess host, Visit visit) {
        String shown = FirstContact.shown(spec.name(), host);
        String owner = owner(spec.cluster(), spec.authorizedKey());
        Facts facts = FirstContact.facts(spec.name(), host, visit);
        List<String> problems = facts.problems(owner, false);
        if (!problems.isEmpty()) {
            throw new LauncherException(shown + String.join("; ", problems));
        }
        String address = facts.address(host)
                .orElseThrow(
                        () -> new LauncherException(shown + "it has no IPv4 address that other nodes could reach"));
        CommandResult adopted = visit.asRoot(HostScript.ADOPT.with(
                owner,
                host.user(),
                spec.authorizedKey(),
                HostScript.LEDGER.text(),
                HostScript.RESTORE.text(),
                facts.inContainer() ? "container" : "own-kernel"));
        if (!adopted.succeeded()) {
            throw new LauncherException(shown + "it could not be made ready: " + adopted.stderr());
        }
        return new HostRecord(
                spec.cluster(), spec.name(), host, address, firstContact.hostKey(host), owner, facts.traits(), false);
    }

    /** The same name may be used on another computer; the key is this cluster's alone. */
    private static String owner(String cluster, String authorizedKey) {
        return "cluster " + cluster + " " + Visit.fingerprint(authorizedKey);
    }

    private HostAccess access(String cluster, String node) {
        return clusters.require(cluster)
                .node(node)
                .map(NodeSpec::host)
                .orElseThrow(() -> new LauncherException("cluster " + cluster + " names no machine for " + node));
    }

    @Override
    public Optional<Machine> get(String cluster, String name) {
        return records.find(cluster, name).map(HostRecord::machine);
    }

    @Override
    public List<Machine> list(String cluster) {
        return records.all(cluster).stream().map(HostRecord::machine).toList();
    }

    @Override
    public Machine start(String cluster, String name) {
        return require(cluster, name).machine();
    }

    @Override
    public void stop(String cluster, String name) {
        HostAccess host = require(cluster, name).host();
        throw new LauncherException(FirstContact.shown(name, host)
                + "this machine is not ours to stop; whoever owns it can: ssh -p " + host.port() + " " + host.user()
                + "@" + host.address() + " sudo poweroff");
    }

    private HostRecord require(String cluster, String name) {
        return records.find(cluster, name)
                .orElseThrow(() -> new LauncherException("cluster " + cluster + " has no machine " + name));
    }

    /** Gives the machine back as it was before {@link #create}; the machine itself stays. */
    @Override
    public void delete(String cluster, String name) {
        Optional<HostRecord> found = records.find(cluster, name);
        if (found.isEmpty()) {
            return;
        }
        HostRecord known = found.get();
        boolean again = known.leaving();
        records.write(known.beginningToLeave());
        Login ours = new Login(
                Map.of(), clusters.files(cluster).privateKey().toAbsolutePath().toString(), null);
        try (Visit visit = Visit.open(name, known.host(), known.hostKey(), ours)) {
            leave(known, publicKey(cluster), visit);
        } catch (LoginRefusedException e) {
            if (!again) {
                throw new LauncherException(String.valueOf(e.getMessage()), e);
            }
            // Our key was the last thing to be taken away.
        } catch (RemoteException e) {
            throw new LauncherException(String.valueOf(e.getMessage()), e);
        }
        records.remove(cluster, name);
    }

    /** Forgets a machine that cannot be reached any more, without giving it back. */
    @Override
    public void abandon(String cluster, String name) {
        records.remove(cluster, name);
    }

    private static void leave(HostRecord known, String publicKey, Visit visit) {
        CommandResult left = visit.asRoot(HostScript.LEAVE.with(known.owner(), publicKey));
        if (!left.succeeded()) {
            throw new LauncherException(FirstContact.shown(known.node(), known.host())
                    + "not all could be restored (exit code " + left.exitCode() + "): " + left.stderr()
                    + "; what was changed is written down there in /var/lib/ohmykube/changes");
        }
    }

    private String publicKey(String cluster) {
        try {
            return Files.readString(clusters.files(cluster).publicKey()).strip();
        } catch (IOException e) {
            throw new LauncherException("the public key of cluster " + cluster + " cannot be read", e);
        }
    }
}
