package io.ohmykube.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was left out of the engine to keep it small stays out. */
class LeanConfigurationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/camunda/feel/FeelEngine.class",
                "camundajar/impl/scala/Option.class",
                "org/springframework/core/io/Resource.class"
            })
    void librariesThatNothingOfOursNeedsAreNotDelivered(String resource) {
        assertThat(LeanConfiguration.class.getClassLoader().getResource(resource))
                .isNull();
    }

    @Test
    void theBuildHasPreparedTheDatabase() {
        assertThat(Template.class.getResource(Template.RESOURCE)).isNotNull();
    }
}
