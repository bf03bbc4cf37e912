package io.ohmykube.addons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.LoadBalancer;
import io.ohmykube.config.Networking;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Nodes;
import io.ohmykube.config.Outside;
import io.ohmykube.config.Resources;
import io.ohmykube.config.Storage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddOnFilesTest {
    private final AddOnFiles builtIn = AddOnFiles.builtIn();

    @Test
    void theIndexNamesEveryFileThatIsThere() throws IOException, URISyntaxException {
        Path index = Path.of(Objects.requireNonNull(getClass().getResource("/addons/index.yaml"))
                .toURI());
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(Objects.requireNonNull(index.getParent()))) {
            all.map(f -> Objects.requireNonNull(f.getFileName()).toString().replace(".yaml", ""))
                    .filter(n -> !n.equals("index"))
                    .forEach(files::add);
        }
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(builtIn.require(name).name()).isEqualTo(name));
    }

    @Test
    void namesTheChoicesOfACategory() {
        assertThat(builtIn.names("cni")).containsExactly("flannel");
        assertThat(builtIn.names("csi")).containsExactly("local-path-provisioner");
        assertThat(builtIn.names("load-balancer")).containsExactly("metallb");
        assertThat(builtIn.names("unheard-of")).isEmpty();
    }

    @Test
    void saysWhichAddOnsThereAreWhenAskedForAnother() {
        assertThatThrownBy(() -> builtIn.require("calico"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no add-on 'calico'; there are flannel, local-path-provisioner, metallb");
    }

    @Test
    void aClusterGetsWhatItsSpecAsksForAndNothingForNone() {
        assertThat(builtIn.of(spec("flannel", "local-path-provisioner", "metallb")))
                .extracting(AddOn::name)
                .containsExactly("flannel", "local-path-provisioner", "metallb");
        assertThat(builtIn.of(spec("none", "none", "none"))).isEmpty();
    }

    @Test
    void requirementsComeFirstAndOnce() {
        AddOnFiles catalogue =
                new AddOnFiles(List.of(addOn("app", "store", "net"), addOn("store", "net"), addOn("net")));
        assertThat(catalogue.inOrder(List.of("app", "store")))
                .extracting(AddOn::name)
                .containsExactly("net", "store", "app");
    }

    @Test
    void aCircleOfRequirementsIsNamed() {
        AddOnFiles catalogue = new AddOnFiles(List.of(addOn("a", "b"), addOn("b", "c"), addOn("c", "a")));
        assertThatThrownBy(() -> catalogue.inOrder(List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a -> b -> c -> a");
    }

    private static AddOn addOn(String name, String... requires) {
        return new AddOn(name, "other", "v1", List.of(), List.of(), List.of(), null, null, List.of(requires));
    }

    private static ClusterSpec spec(String cni, String csi, String loadBalancer) {
        NodeSpec node = NodeSpec.group(1, new Resources(1, 1, 1)).named("n");
        return new ClusterSpec(
                "v1.33.0",
                "container",
                null,
                new Nodes(List.of(node), List.of()),
                new Networking(cni, "10.244.0.0/16", "10.96.0.0/12"),
                new Storage(csi, List.of()),
                new LoadBalancer(loadBalancer, null),
                Outside.DIRECT,
                false,
                Map.of(),
                List.of(),
                null);
    }
}
