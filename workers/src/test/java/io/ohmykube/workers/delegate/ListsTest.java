package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ListsTest {
    private final Lists lists = new Lists();

    @Test
    void readsNamesInTheirOrder() {
        assertThat(lists.of(FakeExecution.of("x").with("nodes", "[\"b\",\"a\"]").get(), "nodes"))
                .containsExactly("b", "a");
        assertThat(lists.of(FakeExecution.of("x").with("nodes", "[]").get(), "nodes"))
                .isEmpty();
    }

    @Test
    void saysWhichVariableIsWrong() {
        assertThatThrownBy(() -> lists.of(FakeExecution.of("x").get(), "nodes")).hasMessageContaining("'nodes'");
        assertThatThrownBy(() ->
                        lists.of(FakeExecution.of("x").with("nodes", "a,b").get(), "nodes"))
                .hasMessageContaining("'nodes' is not a JSON array");
    }
}
