package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.ohmykube.launcher.MachineSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the file that an instance is made from: a template's, with the sizes, our key and nothing of comfort. */
final class InstanceFile {
    /** Of the network that the host reaches, too. */
    static final String SHARED_INTERFACE = "eth1";

    /** Made at the end of the provisioning script, at every boot. */
    static final String PROVISIONED = "/run/ohmykube-machine";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

    private final LimaHost host;

    InstanceFile(LimaHost host) {
        this.host = host;
    }

    /**
     * @param forwards ports of this host, by those of the machine that they lead to
     * @param disks names of disks that Lima has and the machine is to have, too
     */
    String of(MachineSpec spec, Template template, Map<Integer, Integer> forwards, List<String> disks) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("minimumLimaVersion", LimaVersion.OLDEST + ".0");
        file.put("base", List.of(template.locator()));
        if (template.ofLima()) {
            file.put("vmType", host.vmType());
        }
        file.put("cpus", spec.cpus());
        file.put("memory", spec.memory() + "GiB");
        file.put("disk", spec.disk() + "GiB");
        file.put("plain", true);
        file.put("ssh", Map.of("loadDotSSHPubKeys", false));
        file.put("containerd", containerd());
        file.put("provision", List.of(provision(spec)));
        if (!forwards.isEmpty()) {
            file.put(
                    "portForwards",
                    forwards.entrySet().stream().map(InstanceFile::forward).toList());
        }
        if (!disks.isEmpty()) {
            file.put("additionalDisks", disks.stream().map(InstanceFile::disk).toList());
        }
        try {
            return "# Made by OhMyKube; a change has no effect.\n" + YAML.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts can be written", e);
        }
    }

    /** JSON for Lima's field {@code networks}: machines among themselves, and with the host where that is there. */
    static String networks(boolean shared) {
        return shared
                ? "[{\"lima\":\"user-v2\"},{\"lima\":\"shared\",\"interface\":\"" + SHARED_INTERFACE + "\"}]"
                : "[{\"lima\":\"user-v2\"}]";
    }

    private static Map<String, Object> containerd() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("system", false);
        none.put("user", false);
        return none;
    }

    /** As it was made: Lima would else put a file system on it, which a storage add-on would have to leave alone. */
    private static Map<String, Object> disk(String name) {
        Map<String, Object> disk = new LinkedHashMap<>();
        disk.put("name", name);
        disk.put("format", false);
        return disk;
    }

    /** Of the loopback of both: Lima's defaults, said so that no default of the user's can open it to others. */
    private static Map<String, Object> forward(Map.Entry<Integer, Integer> ports) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("guestIP", HostPorts.LOOPBACK);
        rule.put("guestPort", ports.getKey());
        rule.put("hostIP", HostPorts.LOOPBACK);
        rule.put("hostPort", ports.getValue());
        rule.put("static", true);
        return rule;
    }

    private static Map<String, Object> provision(MachineSpec spec) {
        Map<String, Object> script = new LinkedHashMap<>();
        script.put("mode", "system");
        script.put("script", script(spec));
        return script;
    }

    /** Runs as root at every boot. Lima itself fills in what is between braces. */
    private static String script(MachineSpec spec) {
        return """
                #!/bin/sh
                set -eu
                name=%s
                key=%s
                home='{{.Home}}'
                user='{{.User}}'
                mkdir -p "$home/.ssh"
                touch "$home/.ssh/authorized_keys"
                grep -qxF "$key" "$home/.ssh/authorized_keys" || echo "$key" >> "$home/.ssh/authorized_keys"
                chmod 0700 "$home/.ssh"
                chmod 0600 "$home/.ssh/authorized_keys"
                chown "$user" "$home/.ssh" "$home/.ssh/authorized_keys"
                echo "$name" > /etc/hostname
                hostname "$name"
                grep -qF " $name" /etc/hosts || echo "127.0.1.1 $name" >> /etc/hosts
                touch %s
                """
                .formatted(quoted(spec.name()), quoted(spec.authorizedKey()), PROVISIONED);
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
