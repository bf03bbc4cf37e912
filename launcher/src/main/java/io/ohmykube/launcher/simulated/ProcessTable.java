package io.ohmykube.launcher.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The programs that run on one machine now. They end with this process, as those of a machine do when it is cut off. */
final class ProcessTable {
    /** The signal that asks a program to stop. */
    static final String TERM = "TERM";
    /** What ends all programs when their machine goes down. Nobody is told of their end: the network is gone too. */
    static final String POWER_OFF = "POWER_OFF";

    private final List<Running> running = new ArrayList<>();

    /** @param mark what tells a command's processes from others; they inherit it */
    private record Running(String name, String mark, Thread thread, AtomicReference<String> signal) {}

    /** A running program; closing it is its end. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /** Registers that the current thread is this program from now on. */
    synchronized Entry enter(String name, String mark) {
        Running entry = new Running(name, mark, Thread.currentThread(), new AtomicReference<>(""));
        running.add(entry);
        return () -> leave(entry);
    }

    private synchronized void leave(Running entry) {
        running.remove(entry);
        notifyAll();
    }

    /** Sends this signal to all processes that bear this mark; returns whether they are gone within that time. */
    boolean endMarked(String mark, String signal, Duration atMost) throws InterruptedException {
        return end(entry -> entry.mark().equals(mark), signal, atMost);
    }

    /** Ends all processes of that program; returns whether they are gone within that time. */
    boolean endNamed(String name, Duration atMost) throws InterruptedException {
        return end(entry -> entry.name().equals(name), TERM, atMost);
    }

    void endAll() {
        interrupt(entry -> true, POWER_OFF);
    }

    /** Waits until nothing runs any more, but not longer than that. */
    void awaitEndOfAll(Duration atMost) throws InterruptedException {
        await(entry -> true, atMost);
    }

    /** Waits until no process of that program runs; returns whether none does. */
    boolean awaitEndOf(String name, Duration atMost) throws InterruptedException {
        return await(entry -> entry.name().equals(name), atMost);
    }

    /** Whether the current thread runs a program that was sent this signal. */
    synchronized boolean told(String signal) {
        return running.stream()
                .anyMatch(entry -> entry.thread() == Thread.currentThread()
                        && entry.signal().get().equals(signal));
    }

    private boolean end(Predicate<Running> which, String signal, Duration atMost) throws InterruptedException {
        interrupt(which, signal);
        return await(which, atMost);
    }

    private synchronized void interrupt(Predicate<Running> which, String signal) {
        for (Running entry : running) {
            if (which.test(entry) && entry.thread() != Thread.currentThread()) {
                entry.signal().set(signal);
                entry.thread().interrupt();
            }
        }
    }

    private synchronized boolean await(Predicate<Running> which, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Predicate<Running> others = which.and(entry -> entry.thread() != Thread.currentThread());
        while (running.stream().anyMatch(others)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
