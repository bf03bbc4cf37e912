package io.ohmykube.processes.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.jspecify.annotations.Nullable;

/**
 * The engine's job executor: runs steps on threads of its own, tells when it has nothing to do, and can interrupt the
 * steps that run. It can be started again after it was stopped.
 */
public final class StepThreads extends JobExecutor {
    /** Longer than any step: the lock of a job that still runs must not expire, or the step would run a second time. */
    private static final Duration JOB_LOCK = Duration.ofHours(12);

    private static final int WAIT_MILLIS = 250;
    private static final int MOST_WAIT_MILLIS = 500;
    private static final long IDLE_SECONDS = 10;

    private final int threads;
    private final Duration patience;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger threadNumber = new AtomicInteger();
    /** Guards what follows; not this object, which the engine locks while it waits for the threads to end. */
    private final Object monitor = new Object();

    private final Set<Thread> inStep = new HashSet<>();
    private volatile boolean stopping;
    private volatile boolean newQuestions;
    private long changes;

    private @Nullable ThreadPoolExecutor pool;

    StepThreads(int threads, Duration patience) {
        this.threads = threads;
        this.patience = patience;
        name = "steps";
        setAutoActivate(false);
        setMaxJobsPerAcquisition(threads);
        setWaitTimeInMillis(WAIT_MILLIS);
        setMaxWait(MOST_WAIT_MILLIS);
        setLockTimeInMillis(Math.toIntExact(JOB_LOCK.toMillis()));
        setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    }

    @Override
    public void start() {
        stopping = false;
        super.start();
    }

    /** Interrupts the steps that run, and ends; what still runs after the patience given is left behind. */
    @Override
    public synchronized void shutdown() {
        synchronized (monitor) {
            stopping = true;
            inStep.forEach(Thread::interrupt);
        }
        signal();
        super.shutdown();
        signal();
    }

    /** True from the moment steps are interrupted until the next start. */
    public boolean isStopping() {
        return stopping;
    }

    /** A run has come to a question. */
    void asked() {
        newQuestions = true;
        signal();
    }

    /** Whether a run has come to a question since this was last asked. */
    public boolean takeNewQuestions() {
        boolean there = newQuestions;
        newQuestions = false;
        return there;
    }

    /** True where no step runs; one may yet be due. */
    public boolean isIdle() {
        return busy.get() == 0;
    }

    /** A number that grows whenever a thread is done with its steps. */
    public long changes() {
        synchronized (monitor) {
            return changes;
        }
    }

    /** Waits until {@link #changes} is no longer what it was, or the time is over; returns false in the latter case. */
    public boolean awaitChange(long before, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (monitor) {
            for (long left = atMost.toMillis(); changes == before && left > 0; left = millisUntil(end)) {
                monitor.wait(left);
            }
            return changes != before;
        }
    }

    /** Marks this thread as one in a step, which may be interrupted. */
    void enter() {
        synchronized (monitor) {
            if (stopping) {
                throw new StoppingException();
            }
            inStep.add(Thread.currentThread());
        }
    }

    /** Unmarks this thread. It must not take an interrupt along: the database closes its file on one. */
    void leave() {
        synchronized (monitor) {
            inStep.remove(Thread.currentThread());
            if (stopping) {
                Thread.interrupted();
            }
        }
    }

    @Override
    public void executeJobs(List<String> jobIds, ProcessEngineImpl engine) {
        Runnable jobs = getExecuteJobsRunnable(jobIds, engine);
        busy.incrementAndGet();
        try {
            if (pool == null) {
                throw new RejectedExecutionException("not started");
            }
            pool.execute(() -> {
                try {
                    jobs.run();
                } finally {
                    busy.decrementAndGet();
                    signal();
                }
            });
        } catch (RejectedExecutionException e) {
            busy.decrementAndGet();
            rejectedJobsHandler.jobsRejected(jobIds, engine, this);
        }
    }

    @Override
    protected void startExecutingJobs() {
        pool = new ThreadPoolExecutor(0, threads, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "step-" + threadNumber.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        startJobAcquisitionThread();
    }

    @Override
    protected void stopExecutingJobs() {
        stopJobAcquisitionThread();
        if (pool != null) {
            pool.shutdown();
            try {
                pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void signal() {
        synchronized (monitor) {
            changes++;
            monitor.notifyAll();
        }
    }

    private static long millisUntil(long nanoTime) {
        return (nanoTime - System.nanoTime()) / 1_000_000;
    }
}
