package io.ohmykube.cli.team;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ten clusters at two servers on one database, one of which is killed: nothing is lost, and nothing done twice at a time. */
@Command(name = "two-servers", mixinStandardHelpOptions = true, sortOptions = false)
final class TwoServers implements Callable<Integer> {
    private static final String URL = "OHMYKUBE_DATABASE_URL";
    private static final Duration LONGEST = Duration.ofMinutes(4);
    /** The time to live of clusters, the health of nodes, and the engine's history. */
    private static final int TIMERS = 3;

    private static final int NODES = 3;
    /** Machines that take their time, so that there is a middle. */
    private static final String SLOW =
            """
            latency: 20ms
            rules:
            - {command: kubeadm init, latency: 3s}
            - {command: kubeadm join, latency: 2s}
            """;

    @Option(names = "--distribution", required = true, description = "the directory of the program, with bin and lib")
    private Path distribution = Path.of("");

    @Option(names = "--clusters", defaultValue = "5", description = "so many at each server")
    private int each;

    private final Checks checks = new Checks(System.out);

    private TwoServers() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TwoServers()).execute(arguments));
    }

    @Override
    public Integer call() {
        String database = System.getenv(URL);
        Site site = Site.make(SLOW);
        try (ServerProcess first = begin(site, "first", database);
                ServerProcess second = begin(site, "second", database)) {
            first.awaitStart();
            second.awaitStart();
            checks.that(
                    "two servers that begin at once make the tables once, and one administrator",
                    Stream.of(first, second)
                            .filter(server -> server.printed().contains("first administrator"))
                            .count(),
                    1L);
            killOne(site, database, first, second);
        }
        try (EngineTables tables = new EngineTables(database)) {
            upgrade(site, database, tables);
            refuse(site, database, tables);
        }
        int exitCode = checks.end();
        if (exitCode == 0) {
            site.remove();
        } else {
            System.out.println("kept: " + site.directory());
        }
        return exitCode;
    }

    private ServerProcess begin(Site site, String name, String database) {
        return ServerProcess.begin(distribution, site, name, Map.of(URL, database));
    }

    private void killOne(Site site, String database, ServerProcess first, ServerProcess second) {
        List<String> dying = names("a");
        List<String> living = names("b");
        List<String> refused = new ArrayList<>();
        Stream.concat(
                        dying.stream().map(name -> create(first, name)),
                        living.stream().map(name -> create(second, name)))
                .parallel()
                .forEach(refusal -> {
                    if (!refusal.isEmpty()) {
                        synchronized (refused) {
                            refused.add(refusal);
                        }
                    }
                });
        checks.that(each + " clusters are begun at each server", refused);
        List<String> all = Stream.concat(dying.stream(), living.stream()).toList();
        Waiting.until(
                LONGEST, () -> all.stream().noneMatch(name -> run(second, name).endsWith("[]")));
        List<String> runs = all.stream().map(name -> run(second, name)).toList();

        boolean middle = Waiting.until(LONGEST, () -> dying.stream().allMatch(name -> isInTheMiddle(site, name)));
        Instant killed = first.kill();
        long done = all.stream()
                .flatMap(name -> site.events(name).stream())
                .filter(event -> event.is("DONE"))
                .count();
        checks.that("the first server is killed in the middle, after " + done + " steps", middle, true);
        Waiting.until(LONGEST, () -> all.stream().allMatch(name -> isReady(second, name)));
        checks.that(
                "all clusters become ready",
                all.stream()
                        .filter(name -> !isReady(second, name))
                        .map(name -> name + ": "
                                + second.get("/api/v1/clusters/" + name).json())
                        .toList());
        checks.that(
                "each by the run that was begun",
                all.stream().map(name -> run(second, name)).toList(),
                runs);
        checks.that("no step runs twice at a time, or again although it was done", audits(site, dying, living, killed));
        checks.that(
                "kubeadm makes each node part of its cluster once",
                all.stream()
                        .flatMap(name -> StepsAudit.kubeadm(name, site.commands(name), NODES).stream())
                        .toList());
        try (EngineTables tables = new EngineTables(database)) {
            checks.that("nothing of what ran is left in the database", tables.leftovers());
            checks.that(
                    "both have deployed the same processes, once",
                    tables.count("select count(*) from ACT_RE_DEPLOYMENT where NAME_ = 'ohmykube'"),
                    1);
            checks.that(
                    "what a server does again and again is done by one of them each time",
                    tables.count("select count(*) from ACT_RU_JOB where HANDLER_TYPE_ = 'timer-start-event'"),
                    TIMERS);
        }
        checks.that("nothing went wrong but that", site.warnings());
        checks.that("the second server ends when it is asked to", second.stop(), 0);
    }

    private List<String> names(String prefix) {
        return IntStream.rangeClosed(1, each).mapToObj(n -> prefix + n).toList();
    }

    private static String create(ServerProcess server, String name) {
        ServerProcess.Answer answer = server.post("/api/v1/clusters", Site.document(name, NODES - 1));
        return answer.status() == 202 ? "" : name + ": " + answer;
    }

    private static String run(ServerProcess server, String name) {
        return name + " "
                + server.get("/api/v1/clusters/" + name + "/processes").json().findValuesAsText("id");
    }

    /** A node is being made part of the cluster, or has become so. */
    private static boolean isInTheMiddle(Site site, String name) {
        return site.commands(name).stream().anyMatch(command -> command.name().startsWith("kubeadm init"));
    }

    private static boolean isReady(ServerProcess server, String name) {
        ServerProcess.Answer answer = server.get("/api/v1/clusters/" + name);
        return answer.json().path("phase").asText().equalsIgnoreCase("ready")
                && answer.json().at("/process/state").asText().equals("completed");
    }

    private static List<String> audits(Site site, List<String> dying, List<String> living, Instant killed) {
        return Stream.concat(
                        dying.stream().map(name -> StepsAudit.steps(name, site.events(name), killed)),
                        living.stream().map(name -> StepsAudit.steps(name, site.events(name), null)))
                .flatMap(List::stream)
                .toList();
    }

    private void upgrade(Site site, String database, EngineTables tables) {
        tables.makeOlder();
        try (ServerProcess third = begin(site, "third", database).awaitStart()) {
            checks.that(
                    "tables of an earlier engine are upgraded",
                    tables.count("select count(*) from ACT_GE_SCHEMA_LOG where VERSION_ in ('7.23.0', '7.24.0')"),
                    2);
            third.delete("/api/v1/clusters/a1");
            boolean gone = Waiting.until(
                    LONGEST, () -> third.get("/api/v1/clusters/a1").status() == 404);
            checks.that("what was made before is removed after that", gone, true);
            checks.that("nothing of what ran is left in the database", tables.leftovers());
            checks.that("the third server ends when it is asked to", third.stop(), 0);
        }
    }

    private void refuse(Site site, String database, EngineTables tables) {
        tables.makeNewer();
        try (ServerProcess fourth = begin(site, "fourth", database)) {
            int exitCode = fourth.await();
            String said = fourth.printed();
            checks.that(
                    "tables of a later engine are refused",
                    exitCode == 1 && said.contains("7.99.0") && said.lines().count() == 1
                            ? List.of()
                            : List.of("exit code " + exitCode, said));
        }
    }
}
