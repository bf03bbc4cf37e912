package io.ohmykube.launcher.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The programs that run on one machine now. They end with this process, as those of a machine do when it is cut off. */
final class ProcessTable {
    private final List<Running> running = new ArrayList<>();

    /** @param mark what tells a command's processes from others; they inherit it */
    private record Running(String name, String mark, Thread thread) {}

    /** A running program; closing it is its end. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /** Registers that the current thread is this program from now on. */
    synchronized Entry enter(String name, String mark) {
        Running entry = new Running(name, mark, Thread.currentThread());
        running.add(entry);
        return () -> leave(entry);
    }

    private synchronized void leave(Running entry) {
        running.remove(entry);
        notifyAll();
    }

    /** Ends all processes that bear this mark; returns whether they are gone within that time. */
    boolean endMarked(String mark, Duration atMost) throws InterruptedException {
        return end(entry -> entry.mark().equals(mark), atMost);
    }

    /** Ends all processes of that program; returns whether they are gone within that time. */
    boolean endNamed(String name, Duration atMost) throws InterruptedException {
        return end(entry -> entry.name().equals(name), atMost);
    }

    void endAll() {
        interrupt(entry -> true);
    }

    /** Waits until no process of that program runs; returns whether none does. */
    boolean awaitEndOf(String name, Duration atMost) throws InterruptedException {
        return await(entry -> entry.name().equals(name), atMost);
    }

    private boolean end(Predicate<Running> which, Duration atMost) throws InterruptedException {
        interrupt(which);
        return await(which, atMost);
    }

    private synchronized void interrupt(Predicate<Running> which) {
        for (Running entry : running) {
            if (which.test(entry) && entry.thread() != Thread.currentThread()) {
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
