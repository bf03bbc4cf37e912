package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.MachineSpec;
import java.nio.file.Path;
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
        records.write(new InstanceRecord(spec.cluster(), spec.name(), false, shared));
        Map<Integer, Integer> forwards =
                shared || !version.forwardsPortsInPlainMode() ? Map.of() : ports.give(spec.name(), spec.ports());
        Path file = records.writeInstanceFile(spec.name(), new InstanceFile(host).of(spec, template, forwards));
        images.first(template.locator(), () -> limactl.create(spec.name(), file, InstanceFile.networks(shared)));
    }

    /** All machines of a cluster are on the same networks, whatever was installed on this host meanwhile. */
    private boolean isShared(String cluster) {
        return records.of(cluster).stream()
                .findFirst()
                .map(record -> Objects.requireNonNullElse(record.shared(), host.isMac()))
                .orElseGet(() -> host.isMac() && host.hasSocketVmnet());
    }
}
