package io.ohmykube.processes;

import io.ohmykube.processes.engine.LeanEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/**
 * What a server does again and again for all clusters: processes with a timer at their start, which belong to no cluster.
 * They come with the program, and no workflow of a user takes their place.
 */
final class TimedProcesses {
    static final List<String> IDS = List.of("ttl-reaper", "health-watch", "history-cleanup");
    /** The steps that whoever begins them brings along. */
    static final Set<String> DUTIES = Set.of("removeExpired", "lookAtNodes");

    private static final String FORGET_HISTORY = "forgetHistory";
    private static final String DEPLOYMENT = "ohmykube-server";
    private static final String SUFFIX = ".bpmn";

    private volatile Map<String, JavaDelegate> duties = Map.of();

    /** Their steps by bean name, to be named before the engine is opened. */
    Map<String, Object> beans() {
        Map<String, Object> all = new HashMap<>();
        DUTIES.forEach(name -> all.put(name, (JavaDelegate)
                execution -> duties.getOrDefault(name, missing -> refuse(name)).execute(execution)));
        all.put(FORGET_HISTORY, new ForgetHistory());
        return all;
    }

    /** Deploys them where that was not done yet, and lets them go. */
    void begin(LeanEngine engine, Map<String, JavaDelegate> given) {
        duties = Map.copyOf(given);
        DeploymentBuilder deployment = engine.services()
                .getRepositoryService()
                .createDeployment()
                .name(DEPLOYMENT)
                .enableDuplicateFiltering(true);
        files().forEach(deployment::addString);
        deployment.deploy();
        engine.threads().letGoProcesses(Set.copyOf(IDS));
    }

    /** Their BPMN by file name. */
    static Map<String, String> files() {
        return IDS.stream().collect(Collectors.toMap(id -> id + SUFFIX, TimedProcesses::read));
    }

    private static String read(String id) {
        try (InputStream in = TimedProcesses.class.getResourceAsStream("/timers/" + id + SUFFIX)) {
            if (in == null) {
                throw new IllegalStateException("no process " + id);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(String step) {
        throw new IllegalStateException("nobody has brought step " + step);
    }
}
