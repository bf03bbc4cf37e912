package io.ohmykube.workers.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AbreastTest {
    private final CountDownLatch begun = new CountDownLatch(2);
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger cleanedUp = new AtomicInteger();

    @Test
    void anInterruptWaitsForWhatItInterrupts() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Integer> cleanedUpThen = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> Abreast.run(2, List.of("a", "b"), thing -> untilInterrupted())));
            cleanedUpThen.set(cleanedUp.get());
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join(10_000);

        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        assertThat(cleanedUpThen.get()).isEqualTo(2);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void aFailureIsThrownOnceTheOthersHaveEnded() {
        assertThatThrownBy(() -> Abreast.run(2, List.of("a", "b"), thing -> {
                    if (thing.equals("a")) {
                        untilInterrupted();
                    } else {
                        awaitOther();
                        throw new IllegalArgumentException("no such thing");
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(cleanedUp.get()).isEqualTo(1);
    }

    private void awaitOther() {
        begun.countDown();
        try {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a little later than it is interrupted, as a command does that is ended on its node. */
    private void untilInterrupted() {
        begun.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            try {
                Thread.sleep(200);
            } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
            }
            cleanedUp.incrementAndGet();
        }
    }
}
