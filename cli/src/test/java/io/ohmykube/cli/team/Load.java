package io.ohmykube.cli.team;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many clusters are made at once at one server, while many listen: everybody hears everything, and memory is given back. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false)
final class Load implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final String FIRST = "first";
    private static final int NODES = 2;
    /** The heap at the end, compared with that in the middle. */
    private static final double MORE = 1.3;

    private static final int HEAP = 512;
    private static final Pattern SERVER_ERROR =
            Pattern.compile("(?m)^http_server_requests_seconds_count\\{[^}]*status=\"5.*$");

    @Option(names = "--distribution", required = true, description = "the directory of the program, with bin and lib")
    private Path distribution = Path.of("");

    @Option(names = "--clusters", defaultValue = "10", description = "so many are made at once (${DEFAULT-VALUE})")
    private int clusters;

    @Option(names = "--streams", defaultValue = "40", description = "so many listen (${DEFAULT-VALUE})")
    private int streams;

    private final Checks checks = new Checks(System.out);

    private Load() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Load()).execute(arguments));
    }

    @Override
    public Integer call() {
        Site site = Site.make("rules: []\n");
        try (ServerProcess server =
                ServerProcess.begin(distribution, site, "server", Map.of()).awaitStart()) {
            checks.tell("before: " + Memory.after(server.pid()));
            List<Listener> listeners = listen(server);
            List<String> names =
                    IntStream.rangeClosed(1, clusters).mapToObj(n -> "c" + n).toList();
            checks.that(clusters + " clusters are begun at once", create(server, names));
            Waiting.until(LONGEST, () -> ready(server, names) >= clusters / 2);
            Memory.Use middle = Memory.after(server.pid());
            checks.tell("half of them are ready: " + middle);
            Waiting.until(LONGEST, () -> ready(server, names) == clusters);
            checks.that("all become ready", ready(server, names), clusters);
            checks.that("all that listen hear every event of every cluster, in order", heard(site, listeners, names));
            Memory.Use end = Memory.after(server.pid());
            checks.tell("at the end: " + end);
            checks.that(
                    "memory does not grow",
                    end.heap() <= middle.heap() * MORE && end.heap() < HEAP / 2 ? List.of() : List.of(end + ""));
            listeners.forEach(Listener::close);
            checks.that(
                    "no request failed",
                    SERVER_ERROR
                            .matcher(server.text("/metrics"))
                            .results()
                            .map(found -> found.group())
                            .toList());
            checks.that("nothing went wrong", site.warnings());
            checks.that("the server ends when it is asked to", server.stop(), 0);
        }
        int exitCode = checks.end();
        if (exitCode == 0) {
            site.remove();
        } else {
            System.out.println("kept: " + site.directory());
        }
        return exitCode;
    }

    /** The first events come with a cluster that is made for that. */
    private List<Listener> listen(ServerProcess server) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<Listener> listeners = Stream.generate(() -> Listener.open(http, server.events()))
                .limit(streams)
                .toList();
        create(server, List.of(FIRST));
        Waiting.until(LATE, () -> listeners.stream().allMatch(Listener::isOpen) && ready(server, List.of(FIRST)) == 1);
        checks.that(
                streams + " streams of events are open",
                listeners.stream().filter(Listener::isOpen).count(),
                (long) streams);
        return listeners;
    }

    private static List<String> create(ServerProcess server, List<String> names) {
        ExecutorService threads = Executors.newFixedThreadPool(names.size());
        try {
            List<CompletableFuture<ServerProcess.Answer>> answers = names.stream()
                    .map(name -> CompletableFuture.supplyAsync(
                            () -> server.post("/api/v1/clusters", Site.document(name, NODES - 1)), threads))
                    .toList();
            return answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() != 202)
                    .map(Object::toString)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    private static int ready(ServerProcess server, List<String> names) {
        int ready = 0;
        for (var cluster : server.get("/api/v1/clusters").json()) {
            boolean done = cluster.path("phase").asText().equalsIgnoreCase("ready")
                    && cluster.at("/process/state").asText().equals("completed");
            ready += done && names.contains(cluster.path("name").asText()) ? 1 : 0;
        }
        return ready;
    }

    private static List<String> heard(Site site, List<Listener> listeners, List<String> names) {
        Map<String, EventSums.Sum> written = new TreeMap<>();
        names.forEach(name -> written.put(name, EventSums.of(site.cluster(name).events())));
        Waiting.until(LATE, () -> missing(listeners, written).isEmpty());
        return missing(listeners, written);
    }

    private static List<String> missing(List<Listener> listeners, Map<String, EventSums.Sum> written) {
        List<String> missing = new ArrayList<>();
        written.forEach((name, wanted) -> {
            for (Listener listener : listeners) {
                EventSums.Sum heard = listener.heard().of(name);
                if (!heard.equals(wanted)) {
                    missing.add(name + ": " + heard + " instead of " + wanted);
                }
            }
        });
        return missing;
    }
}
