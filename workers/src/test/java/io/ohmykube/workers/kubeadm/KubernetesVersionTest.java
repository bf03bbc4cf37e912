package io.ohmykube.workers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesVersionTest {
    @ParameterizedTest
    @CsvSource({
        "v1.20.2,v1beta2",
        "v1.21.14,v1beta2",
        "v1.22.0,v1beta3",
        "v1.30.9,v1beta3",
        "v1.31.0,v1beta4",
        "v1.35.0,v1beta4"
    })
    void choosesTheApiOfItsKubeadm(String version, String api) {
        assertThat(KubernetesVersion.of(version).kubeadmApi()).isEqualTo("kubeadm.k8s.io/" + api);
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThatThrownBy(() -> KubernetesVersion.of("1.33")).hasMessageContaining("'1.33'");
    }
}
