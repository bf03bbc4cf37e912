package io.ohmykube.workers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void itsPartsAreFoundInItsTextAgain() {
        FailureText whole = new FailureText(
                "exit code 1 of: kubeadm join\npreflight: port 10250 is in use\nthe node has 1 GiB",
                "timed out\nafter 5m",
                3,
                "that was done 2 times already",
                "free the port; look at the log");
        assertThat(FailureText.parse(whole.toString())).isEqualTo(whole);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        FailureText bare = new FailureText("out of luck", null, 1, null, null);
        assertThat(bare).hasToString("out of luck");
        assertThat(FailureText.parse("out of luck")).isEqualTo(bare);
        assertThat(FailureText.parse("")).isEqualTo(new FailureText("", null, 1, null, null));
    }

    @Test
    void oneCauseIsSaidOnce() {
        FailureText text = new FailureText("timed out", "timed out", 5, null, null);
        assertThat(text.lastCause()).isNull();
        assertThat(text).hasToString("timed out");
    }
}
