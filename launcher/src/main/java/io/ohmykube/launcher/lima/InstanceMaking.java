package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.MachineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes instances, without starting them. */
final class InstanceMaking {
    private final LimaHost host;
    private final InstanceRecords records;
    private final HostPorts ports;
    private final Images images = new Images();

    InstanceMaking(LimaHost host, InstanceRecords records, HostPorts ports) {
        this.host = host;
        this.records = records;
        this.ports = ports;
    }

    /** Nothing of that name is there. */
    void make(MachineSpec spec, Limactl limactl, LimaVersion version) {
        Template template = Template.of(spec.template(), version);
        boolean shared = isShared(spec.cluster());
        InstanceRecord record = new InstanceRecord(
                spec.cluster(), spec.name(), false, shared, spec.extraDisks().size());
        records.write(record);
        makeDisks(record.disks(), spec.extraDisks(), limactl);
        Map<Integer, Integer> forwards =
                shared || !version.forwardsPortsInPlainMode() ? Map.of() : ports.give(spec.name(), spec.ports());
        Path file = records.writeInstanceFile(
                spec.name(), new InstanceFile(host).of(spec, template, forwards, record.disks()));
        images.first(template.locator(), () -> limactl.create(spec.name(), file, InstanceFile.networks(shared)));
    }

    /** Gives up all that was kept for an instance that is gone. */
    void forget(InstanceRecord record, Limactl limactl) {
        record.disks().forEach(limactl::deleteDisk);
        ports.release(record.name());
        records.remove(record.name());
    }

    /** What is there under these names is left of an attempt to make the same machine. */
    private static void makeDisks(List<String> names, List<Integer> sizes, Limactl limactl) {
        for (int i = 0; i < names.size(); i++) {
            limactl.deleteDisk(names.get(i));
            limactl.createDisk(names.get(i), sizes.get(i));
        }
    }

    /** All machines of a cluster are on the same networks, whatever was installed on this host meanwhile. */
    private boolean isShared(String cluster) {
        return records.of(cluster).stream()
                .findFirst()
                .map(record -> Objects.requireNonNullElse(record.shared(), host.isMac()))
                .orElseGet(() -> host.isMac() && host.hasSocketVmnet());
    }
}
