package io.ohmykube.cli.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.HostAccess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsibleInventoryTest {
    private static final Path FILE = Path.of("/srv/inventory/hosts");

    @Test
    void aYamlInventoryBecomesAClusterFile() {
        Cluster cluster = read(
                """
                all:
                  vars: {ansible_user: ada, rack: 7}
                  children:
                    control_plane:
                      hosts:
                        cp.example:
                          ansible_host: 10.0.0.1
                          ansible_ssh_private_key_file: keys/cp
                    workers:
                      vars: {ansible_port: 2222}
                      hosts:
                        10.0.0.2:
                        w2.example: {tailscale_ip: 100.64.0.3, ansible_user: bob, ansible_ssh_private_key_file: ~/k}
                """);

        assertThat(cluster.spec().launcher()).isEqualTo("hosts");
        assertThat(cluster.nodes())
                .extracting(node -> node.host())
                .containsExactly(
                        new HostAccess("10.0.0.1", 22, "ada", "/srv/inventory/keys/cp"),
                        new HostAccess("10.0.0.2", 2222, "ada", null),
                        new HostAccess("100.64.0.3", 2222, "bob", "~/k"));
    }

    @Test
    void anIniInventoryBecomesTheSame() {
        Cluster cluster = read(
                """
                # machines
                lonely ansible_host=10.0.0.9

                [masters]
                cp ansible_host=10.0.0.1 ansible_ssh_private_key_file='keys/c p' # the first
                [kube_node]
                10.0.0.2 ansible_port=2222
                lonely

                [cluster:children]
                masters
                kube_node

                [cluster:vars]
                ansible_user = ada
                ansible_python_interpreter=/usr/bin/python3
                """);

        assertThat(cluster.nodes())
                .extracting(node -> node.host())
                .containsExactly(
                        new HostAccess("10.0.0.1", 22, "ada", "/srv/inventory/keys/c p"),
                        new HostAccess("10.0.0.9", 22, "ada", null),
                        new HostAccess("10.0.0.2", 2222, "ada", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$ANSIBLE_VAULT;1.1;AES256 | it is encrypted with Ansible Vault; import what this prints",
                "masters: {hosts: {a: {ansible_user: !vault x}}} | it holds values that Ansible Vault has encrypted",
                "masters: {hosts: {a: {ansible_password: x}}} | host a: ansible_password is a password",
                "masters: {hosts: {a: {ansible_host: '{{ b }}'}}} | host a: ansible_host is a template",
                "masters: {hosts: {a: {ansible_connection: docker}}} | host a: ansible_connection is not known",
                "masters: {hosts: {a: {ansible_host: [1]}}} | host a: ansible_host is a list; text is expected",
                "masters: {machines: {}} | group masters has an unknown part 'machines'",
                "masters: {hosts: [a]} | hosts of masters is a list",
                "databases: {hosts: {a: }} | host a is in no group that says what it is to be (databases)",
                "workers: {hosts: {a: }} | no host is in a group control_plane or masters",
                "[masters] @a[1:3].example | line 2: ranges of hosts are not known",
                "[masters:friends] @a | line 1: [masters:friends] is not known",
                "[masters] @a b | line 2: 'b' is not name=value",
                "# nothing | it is empty",
            })
    void saysWhatItCannotUse(String text, String problem) {
        assertThatThrownBy(() ->
                        AnsibleInventory.read(text.replace(" @", "\n"), FILE).cluster())
                .isInstanceOf(InventoryException.class)
                .hasMessageStartingWith(problem);
    }

    private static Cluster read(String text) {
        return ClusterYaml.read(AnsibleInventory.read(text, FILE).cluster(), "imported");
    }
}
