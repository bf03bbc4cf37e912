package io.ohmykube.cli.crash;

import io.ohmykube.cli.DisturbedCli;
import io.ohmykube.cli.operation.Steps;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * The program, with steps that kill it. Started by the product's own start script, which names the product's main class
 * as the first argument.
 */
public final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
        Orders orders = Orders.of(System.getenv());
        Killer killer = new Killer();
        CommandWatch watch = new CommandWatch(orders, killer);
        Thread watching = new Thread(watch, "command-watch");
        watching.setDaemon(true);
        watching.start();
        System.exit(DisturbedCli.run(
                factory -> (cluster, journal, listener) ->
                        dangerous(factory.open(cluster, journal, listener), orders, watch, killer),
                Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    private static Steps dangerous(Steps steps, Orders orders, CommandWatch watch, Killer killer) {
        Map<String, Object> beans = new HashMap<>();
        steps.beans()
                .forEach((name, bean) -> beans.put(
                        name,
                        bean instanceof JavaDelegate step ? new DangerousStep(step, orders, watch, killer) : bean));
        return new Steps() {
            @Override
            public Map<String, Object> beans() {
                return beans;
            }

            @Override
            public void close() {
                steps.close();
            }
        };
    }
}
