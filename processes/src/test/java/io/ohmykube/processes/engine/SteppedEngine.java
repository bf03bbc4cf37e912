package io.ohmykube.processes.engine;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;

/** Our engine on a database in memory, whose steps run one by one when a test says so. */
public final class SteppedEngine implements AutoCloseable {
    private static final int MOST_JOBS = 1000;

    private final Database database = Database.inMemory(UUID.randomUUID().toString());
    private final ProcessEngine engine;

    public SteppedEngine(Map<String, Object> beans, Map<String, byte[]> files, String retryCycle) {
        Map<String, Object> named = new HashMap<>(beans);
        named.put(LeanEngine.RETRY_CYCLE, retryCycle);
        StepThreads threads = new StepThreads(1, Duration.ofSeconds(1), false);
        LeanConfiguration configuration = new LeanConfiguration(
                UUID.randomUUID().toString(),
                database.connections(),
                named,
                ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setJobExecutor(threads);
        configuration.setFailedJobCommandFactory((job, failure) -> new StepFailure(job, failure, threads));
        engine = configuration.buildProcessEngine();
        var deployment = engine.getRepositoryService().createDeployment();
        files.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        deployment.deploy();
    }

    public ProcessEngine services() {
        return engine;
    }

    /** Runs jobs, pauses between attempts left out, until none has an attempt left. */
    public void run() {
        for (int i = 0; i < MOST_JOBS; i++) {
            List<Job> jobs = engine.getManagementService()
                    .createJobQuery()
                    .withRetriesLeft()
                    .list();
            if (jobs.isEmpty()) {
                return;
            }
            try {
                engine.getManagementService().executeJob(jobs.get(0).getId());
            } catch (RuntimeException e) {
                // The engine has noted it: fewer attempts are left.
            }
        }
        throw new IllegalStateException("no end after " + MOST_JOBS + " jobs");
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
