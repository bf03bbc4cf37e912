package io.ohmykube.addons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlManifestsTest {
    private static final AddOnContext CONTEXT = new AddOnContext("dev", "10.50.0.0/16", "10.9.8.200-10.9.8.250");

    private final YamlManifests manifests = new YamlManifests();
    private final AddOnFiles builtIn = AddOnFiles.builtIn();

    @Test
    void flannelGetsThePodNetworkOfTheClusterAndKeepsAllElse() {
        String published =
                """
                # kept: a comment, spacing  and order
                data:
                  net-conf.json: |
                    {
                      "Network": "10.244.0.0/16",
                      "Backend": {"Type": "vxlan"}
                    }
                """;
        assertThat(manifests.render(builtIn.require("flannel"), published, CONTEXT))
                .isEqualTo(published.replace("10.244.0.0/16", "10.50.0.0/16"));
    }

    @Test
    void localPathBecomesTheDefaultStorageClass() {
        String published =
                """
                kind: StorageClass
                metadata:
                  name: local-path
                provisioner: rancher.io/local-path
                reclaimPolicy: Delete
                """;
        assertThat(manifests.render(builtIn.require("local-path-provisioner"), published, CONTEXT))
                .isEqualTo(
                        """
                        kind: StorageClass
                        metadata:
                          name: local-path
                          annotations:
                            storageclass.kubernetes.io/is-default-class: "true"
                        provisioner: rancher.io/local-path
                        reclaimPolicy: Delete
                        """);
    }

    @Test
    void aManifestThatCannotBeFittedIsRefusedInsteadOfAppliedWrong() {
        assertThatThrownBy(() -> manifests.render(builtIn.require("flannel"), "kind: Namespace", CONTEXT))
                .hasMessageContaining("flannel v0.26.7")
                .hasMessageContaining("\"Network\"");
    }

    @Test
    void metallbGetsThePoolOfTheCluster() {
        assertThat(manifests.configuration(builtIn.require("metallb"), CONTEXT))
                .contains("addresses: [\"10.9.8.200-10.9.8.250\"]")
                .contains("avoidBuggyIPs: true")
                .contains("kind: L2Advertisement");
    }

    @Test
    void theKeyOfMetallbsSpeakersIsRandom() {
        AddOn metallb = builtIn.require("metallb");
        String first = manifests.initial(metallb, CONTEXT);
        assertThat(first).contains("name: memberlist").containsPattern("secretkey: \"[A-Za-z0-9+/=]{172}\"");
        assertThat(manifests.initial(metallb, CONTEXT)).isNotEqualTo(first);
    }

    @Test
    void anAddOnWithoutTemplatesOfOurOwnHasNone() {
        AddOn flannel = builtIn.require("flannel");
        assertThat(manifests.initial(flannel, CONTEXT)).isEmpty();
        assertThat(manifests.configuration(flannel, CONTEXT)).isEmpty();
    }

    @Test
    void findsTheImagesOfAllKindsOfContainersInAllDocuments() {
        assertThat(
                        manifests.images(
                                """
                        ---
                        # nothing here
                        ---
                        kind: DaemonSet
                        spec:
                          template:
                            spec:
                              initContainers:
                              - image: ghcr.io/a/init:v1
                              containers:
                              - image: ghcr.io/a/main:v1
                              - image: "localhost:5000/side@sha256:00"
                        ---
                        kind: CronJob
                        spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: ghcr.io/a/main:v1}]}}}}}
                        ---
                        kind: List
                        items:
                        - kind: Pod
                          spec: {containers: [{image: listed}]}
                        """))
                .containsExactly("ghcr.io/a/init:v1", "ghcr.io/a/main:v1", "listed", "localhost:5000/side@sha256:00");
    }

    @Test
    void findsTheImageOfAPodThatAConfigMapKeepsForLater() {
        assertThat(
                        manifests.images(
                                """
                        kind: ConfigMap
                        data:
                          note: "containers: {not yaml"
                          helperPod.yaml: |-
                            kind: Pod
                            spec:
                              containers:
                              - name: helper-pod
                                image: busybox
                        """))
                .containsExactly("busybox");
    }

    @Test
    void theSchemaOfACustomResourceNamesNoImages() {
        assertThat(
                        manifests.images(
                                """
                        kind: CustomResourceDefinition
                        spec: {schema: {properties: {containers: {type: array, properties: {image: {type: string}}}}}}
                        """))
                .isEmpty();
    }
}
