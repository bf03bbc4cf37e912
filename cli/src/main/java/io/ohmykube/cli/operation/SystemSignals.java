package io.ohmykube.cli.operation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * SIGINT, SIGTERM and SIGHUP (the terminal was closed), all alike. Asks to stop, and sees to it that the program ends: at
 * once when asked again, and in any case within five seconds.
 *
 * <p>A shutdown hook cannot serve here: while it runs, a second signal is lost. The JDK's only interface for this,
 * {@code sun.misc.Signal}, is reached by reflection: the compiler warns of every direct use, and that warning cannot be
 * suppressed.
 */
public final class SystemSignals implements Interrupts {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** What is left of the five seconds is for the last words. */
    private static final Duration LONGEST = Duration.ofSeconds(4);
    /** A terminal that was stopped takes no words; it is waited for no longer than a busy machine may need. */
    private static final Duration LAST_WORDS = Duration.ofMillis(800);

    private final AtomicReference<Interruptible> listening = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    @Override
    public void listen(Interruptible now) {
        if (listening.getAndSet(now) == null) {
            handle();
        }
    }

    private void signalled() {
        if (asked.compareAndSet(false, true)) {
            endInTime();
            listening.get().stop();
        } else {
            abandon();
        }
    }

    private void endInTime() {
        CompletableFuture.delayedExecutor(
                        LONGEST.toMillis(), TimeUnit.MILLISECONDS, task -> onThread("end-in-time", task))
                .execute(this::abandon);
    }

    private void abandon() {
        Thread words = onThread("last-words", () -> listening.get().abandon());
        try {
            words.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** Not on shared threads: all of those may be busy with what is to be stopped. */
    private static Thread onThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void handle() {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object ignored = handlerType.getField("SIG_IGN").get(null);
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            signalled();
                            return null;
                        }
                        return answer(proxy, method.getName(), arguments);
                    });
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            var signalNamed = signalType.getConstructor(String.class);
            for (String name : NAMES) {
                Object signal = signalNamed.newInstance(name);
                Object before = handle.invoke(null, signal, handler);
                if (before == ignored) {
                    // Who started us wants it ignored, as nohup does.
                    handle.invoke(null, signal, ignored);
                }
            }
        } catch (ReflectiveOperationException e) {
            // A JVM without signals: the default remains, which is to end at once, and a checkpoint is kept even then.
            return;
        }
    }

    private static Object answer(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler";
        };
    }
}
