package io.ohmykube.launcher.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterDefaults;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherContract;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.TestHome;
import io.ohmykube.launcher.hosts.FirstContact.Newcomer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of all launchers, on machines that somebody owns: OpenSSH servers with a system of their own each. */
@Timeout(120)
final class HostsLauncherTest extends LauncherContract {
    private final Map<String, OwnedMachine> machines = new LinkedHashMap<>();

    @BeforeAll
    static void assumePossible() throws Exception {
        OwnedMachine.assumePossible();
    }

    @Override
    protected Launcher launcher(TestHome home) {
        Clusters clusters = new Clusters(home);
        HostsLauncher launcher = new HostsLauncher(clusters, Map.of());
        clusters.launcher = launcher;
        return launcher;
    }

    @Override
    protected void cleanUp() throws IOException {
        for (OwnedMachine machine : machines.values()) {
            machine.close();
        }
    }

    @Test
    void aMachineThatIsGivenBackHasNothingOfOursAndCanBeLentAgain() throws Exception {
        String node = cluster() + "-worker-1";
        Machine lent = create(cluster(), node);
        assertThat(run(lent, "cat", "/var/lib/ohmykube/changes/owner")).startsWith("cluster " + cluster() + " ");

        launcher().delete(cluster(), node);

        assertThat(machines.get(node).sees("ls -A /var/lib /root/.ssh; cat /root/.ssh/authorized_keys"))
                .doesNotContain("ohmykube");
        assertThat(launcher().get(cluster(), node)).isEmpty();
        assertThat(create(cluster(), node)).isEqualTo(lent);
    }

    @Test
    void aMachineThatIsGivenUpIsForgottenAsItIs() throws Exception {
        String node = cluster() + "-worker-1";
        create(cluster(), node);

        launcher().abandon(cluster(), node);

        assertThat(launcher().get(cluster(), node)).isEmpty();
        assertThat(launcher().list(cluster())).isEmpty();
        assertThat(machines.get(node).sees("cat /var/lib/ohmykube/changes/owner"))
                .contains(cluster());
    }

    private OwnedMachine machine(String node) {
        return machines.computeIfAbsent(node, name -> {
            try {
                return OwnedMachine.start(directory.resolve("theirs").resolve(name), key(), 2 + machines.size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path key() {
        return directory.resolve("user-key");
    }

    /** Clusters of two workers, whose host keys a person has confirmed. */
    private final class Clusters implements ClusterStore {
        private final TestHome home;
        private HostsLauncher launcher;

        Clusters(TestHome home) {
            this.home = home;
            this.launcher = new HostsLauncher(this, Map.of());
        }

        @Override
        public Cluster require(String name) {
            Cluster plain = ClusterDefaults.cluster(name);
            List<NodeSpec> workers = new ArrayList<>();
            List<Newcomer> confirmed = new ArrayList<>();
            for (String node : List.of(name + "-worker-1", name + "-worker-2")) {
                OwnedMachine machine = machine(node);
                workers.add(plain.spec().nodes().workers().get(0).named(node).on(machine.access(key())));
                try {
                    confirmed.add(new Newcomer(node, machine.access(key()), machine.hostKey()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            launcher.firstContact().confirm(confirmed);
            return plain.withSpec(plain.spec().withNodes(plain.spec().nodes().withWorkers(workers)));
        }

        @Override
        public ClusterFiles files(String name) {
            return home.files(name);
        }

        @Override
        public List<String> names() {
            return home.names();
        }

        @Override
        public Optional<Cluster> find(String name) {
            return home.find(name);
        }

        @Override
        public void save(Cluster cluster) {
            home.save(cluster);
        }

        @Override
        public Cluster update(String name, UnaryOperator<Cluster> change) {
            return home.update(name, change);
        }

        @Override
        public void remove(String name) {
            home.remove(name);
        }
    }
}
