package io.ohmykube.cli.inventory;

import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import io.ohmykube.config.yaml.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An Ansible inventory, YAML or INI, as a cluster file for launcher {@code hosts}. What would change how a machine is
 * reached and is not known is refused; other variables are left out.
 */
public final class AnsibleInventory {
    private static final Set<String> CONTROL_PLANES = Set.of(
            "control_plane",
            "control-plane",
            "controlplane",
            "control_planes",
            "masters",
            "master",
            "kube_control_plane",
            "kube-master",
            "kube_master");
    private static final Set<String> WORKERS =
            Set.of("workers", "worker", "nodes", "node", "kube_node", "kube-node", "kube_nodes");

    /** How a machine is reached, as far as we do it, too, and what has no meaning for us. */
    private static final Set<String> KNOWN = Set.of(
            "ansible_host",
            "ansible_user",
            "ansible_ssh_user",
            "ansible_port",
            "ansible_ssh_private_key_file",
            "ansible_python_interpreter",
            "ansible_become",
            "ansible_become_user",
            "ansible_become_method");

    private final List<ListedHost> hosts;
    private final Path directory;

    private AnsibleInventory(List<ListedHost> hosts, Path directory) {
        this.hosts = hosts;
        this.directory = directory;
    }

    /**
     * Reads an inventory; by its first word that is not a comment it is told which form it has.
     *
     * @param file where it was read from: relative paths in it begin there
     * @throws InventoryException if it cannot be used
     */
    public static AnsibleInventory read(String text, Path file) {
        if (text.startsWith("$ANSIBLE_VAULT")) {
            throw new InventoryException(
                    "it is encrypted with Ansible Vault; import what this prints:" + " ansible-vault view " + file);
        }
        String first = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .findFirst()
                .orElseThrow(() -> new InventoryException("it is empty"));
        boolean yaml =
                first.equals("---") || first.startsWith("{") || first.endsWith(":") || first.matches("[^=\\[]+: .*");
        Groups groups = yaml ? YamlInventory.read(text) : IniInventory.read(text);
        Path parent = file.toAbsolutePath().getParent();
        return new AnsibleInventory(groups.listed(), parent == null ? Path.of("/") : parent);
    }

    /** The text of a cluster file. Throws {@link InventoryException} if no cluster can be made of the inventory. */
    public String cluster() {
        List<YamlNode> controlPlanes = new ArrayList<>();
        List<YamlNode> workers = new ArrayList<>();
        for (ListedHost host : hosts) {
            boolean controlPlane = host.groups().stream().anyMatch(CONTROL_PLANES::contains);
            boolean worker = host.groups().stream().anyMatch(WORKERS::contains);
            if (!controlPlane && !worker) {
                throw new InventoryException("host " + host.name() + " is in no group that says what it is to be ("
                        + String.join(", ", host.groups()) + "); control planes are those of control_plane or masters,"
                        + " workers those of workers or nodes");
            }
            (controlPlane ? controlPlanes : workers).add(entry(host));
        }
        if (controlPlanes.isEmpty()) {
            throw new InventoryException(
                    "no host is in a group control_plane or masters, so there is no control plane");
        }
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        nodes.put("master", controlPlanes.size() == 1 ? controlPlanes.get(0) : new Sequence(controlPlanes, 0));
        nodes.put("workers", new Sequence(workers, 0));
        Map<String, YamlNode> spec = new LinkedHashMap<>();
        spec.put("launcher", Scalar.text("hosts"));
        spec.put("nodes", new Mapping(nodes, 0));
        Map<String, YamlNode> root = new LinkedHashMap<>();
        root.put("apiVersion", Scalar.text("ohmykube.io/v1alpha1"));
        root.put("kind", Scalar.text("Cluster"));
        root.put("spec", new Mapping(spec, 0));
        return Yaml.write(new Mapping(root, 0));
    }

    private YamlNode entry(ListedHost host) {
        refuseUnknown(host);
        Map<String, YamlNode> access = new LinkedHashMap<>();
        String address = first(host.variable("ansible_host"), host.variable("tailscale_ip"), host.name());
        access.put("address", Scalar.text(address));
        String port = host.variable("ansible_port");
        if (!port.isEmpty()) {
            if (!port.matches("[0-9]{1,5}")) {
                throw new InventoryException("host " + host.name() + ": ansible_port '" + port + "' is not a port");
            }
            access.put("port", Scalar.of(Long.parseLong(port)));
        }
        String user = first(host.variable("ansible_user"), host.variable("ansible_ssh_user"));
        if (!user.isEmpty()) {
            access.put("user", Scalar.text(user));
        }
        String key = host.variable("ansible_ssh_private_key_file");
        if (!key.isEmpty()) {
            access.put(
                    "key",
                    Scalar.text(
                            key.startsWith("~/")
                                    ? key
                                    : directory.resolve(key).normalize().toString()));
        }
        return new Mapping(Map.of("host", new Mapping(access, 0)), 0);
    }

    private static void refuseUnknown(ListedHost host) {
        host.variables().forEach((name, value) -> {
            boolean password = name.startsWith("ansible_") && name.contains("pass");
            if (password) {
                throw new InventoryException(
                        "host " + host.name() + ": " + name
                                + " is a password, which no cluster file holds; leave it out, and use 'ohmykube up --ask-password'");
            }
            boolean reaches = name.startsWith("ansible_") || name.equals("tailscale_ip");
            if (reaches && value.contains("{{")) {
                throw new InventoryException(
                        "host " + host.name() + ": " + name + " is a template ('" + value
                                + "'), which only Ansible can fill; 'ansible-inventory --list --yaml' prints an inventory without");
            }
            boolean usual = name.equals("ansible_connection") && value.equals("ssh");
            if (name.startsWith("ansible_") && !KNOWN.contains(name) && !usual) {
                throw new InventoryException(
                        "host " + host.name() + ": " + name
                                + " is not known, and would change how the machine is reached; leave it out of what is imported");
            }
        });
    }

    private static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
