package io.ohmykube.launcher.container;

import io.ohmykube.launcher.MachineTraits;
import java.util.List;

/**
 * What a running container says of itself; it stays the same as long as the container exists.
 *
 * @param hostKeys the public host keys, read past the network
 */
record Inside(List<String> hostKeys, MachineTraits traits) {
    private static final String SCRIPT =
            """
            cat /etc/ssh/ssh_host_*_key.pub
            echo "limits $(sed -n 's/^CapEff:[[:space:]]*//p' /proc/1/status)"
            echo "users $(tr -s ' ' < /proc/1/uid_map | head -n 1)"
            echo "cgroup $(stat -fc %T /sys/fs/cgroup)"
            """;

    static Inside ask(Engine engine, String container) {
        List<String> lines =
                engine.inside(container, "sh", "-euc", SCRIPT).lines().toList();
        boolean restricted = !Capabilities.haveSysResource(value(lines, "limits "))
                || !value(lines, "users ").startsWith("0 0 ");
        boolean oldCgroups = !value(lines, "cgroup ").equals("cgroup2fs");
        return new Inside(
                lines.stream()
                        .filter(line -> line.startsWith("ssh-") || line.startsWith("ecdsa-"))
                        .map(String::strip)
                        .toList(),
                // systemd in a container owns no version 1 hierarchies that the kubelet could ask it to divide.
                new MachineTraits(true, restricted, restricted, oldCgroups, false));
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no line " + name));
    }
}
