package io.ohmykube.cli.operation;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * SIGINT and SIGTERM. A shutdown hook cannot serve here: while it runs, a second signal is lost.
 *
 * <p>The JDK's only interface for this, {@code sun.misc.Signal}, is reached by reflection: the compiler warns of every
 * direct use, and that warning cannot be suppressed.
 */
public final class SystemSignals implements Interrupts {
    private static final List<String> NAMES = List.of("INT", "TERM");

    @Override
    public Listening listen(Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return answer(proxy, method.getName(), arguments);
                    });
            var handle = signalType.getMethod("handle", signalType, handlerType);
            var signalNamed = signalType.getConstructor(String.class);
            List<Restore> before = new ArrayList<>();
            for (String name : NAMES) {
                Object signal = signalNamed.newInstance(name);
                Object old = handle.invoke(null, signal, handler);
                before.add(() -> handle.invoke(null, signal, old));
            }
            return () -> before.forEach(SystemSignals::restore);
        } catch (ReflectiveOperationException e) {
            // A JVM without signals: the default remains, which is to end at once, and a checkpoint is kept even then.
            return () -> {};
        }
    }

    /** Puts one signal's earlier handler back. */
    private interface Restore {
        void run() throws ReflectiveOperationException;
    }

    private static void restore(Restore restore) {
        try {
            restore.run();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
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
