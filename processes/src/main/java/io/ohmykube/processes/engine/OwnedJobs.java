package io.ohmykube.processes.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;

/**
 * Finds the due jobs of those runs only that were let go in this engine: those of other servers on the same database, and
 * those of runs that wait for a person, are not ours to run. Processes that belong to no cluster are everyone's.
 */
final class OwnedJobs extends JobManager {
    /** More than all servers together have due at a time; what is not ours must not hide what is. */
    private static final int LOOKED_AT = 2000;

    /** The engine does not always write the root into a job itself. */
    private static final String OWNED = "select J.ID_, E.ROOT_PROC_INST_ID_ from ACT_RU_JOB J"
            + " join ACT_RU_EXECUTION E on E.ID_ = J.PROCESS_INSTANCE_ID_"
            + " where J.RETRIES_ > 0 and E.ROOT_PROC_INST_ID_ is not null";

    private static final String OF_PROCESSES = "select ID_, PROCESS_DEF_KEY_ from ACT_RU_JOB where RETRIES_ > 0";

    private final StepThreads threads;

    private OwnedJobs(StepThreads threads) {
        this.threads = threads;
    }

    /** Puts it in the place of the engine's own. */
    static SessionFactory factory(StepThreads threads) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return JobManager.class;
            }

            @Override
            public Session openSession() {
                return new OwnedJobs(threads);
            }
        };
    }

    @Override
    public List<AcquirableJobEntity> findNextJobsToExecute(Page page) {
        Set<String> runs = threads.released();
        Set<String> processes = threads.everyones();
        if (runs.isEmpty() && processes.isEmpty()) {
            return List.of();
        }
        List<AcquirableJobEntity> due = super.findNextJobsToExecute(new Page(0, LOOKED_AT));
        if (due.isEmpty()) {
            return due;
        }
        Set<String> ours = jobs(OWNED, runs);
        ours.addAll(jobs(OF_PROCESSES, processes));
        return due.stream()
                .filter(job -> ours.contains(job.getId()))
                .limit(page.getMaxResults())
                .toList();
    }

    private Set<String> jobs(String sql, Set<String> owners) {
        Set<String> found = new HashSet<>();
        // The connection belongs to the command that is under way.
        @SuppressWarnings("resource")
        Connection connection = getDbSqlSession().getSqlSession().getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (owners.contains(rows.getString(2))) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the engine's database cannot be used: " + e.getMessage(), e);
        }
    }
}
