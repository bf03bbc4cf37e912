package io.ohmykube.processes.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.jspecify.annotations.Nullable;

/**
 * The engine's job executor: runs steps on threads of its own, tells when it has nothing to do, and can interrupt the
 * steps that run. It can be started again after it was stopped.
 *
 * <p>Alone on a database it runs whatever is due. On one that it shares it runs the steps of those runs only that were let
 * go here, and each of them can be held without the others.
 */
public final class StepThreads extends JobExecutor {
    /** Longer than any step: the lock of a job that still runs must not expire, or the step would run a second time. */
    static final Duration JOB_LOCK = Duration.ofHours(12);

    private static final int WAIT_MILLIS = 250;
    private static final int MOST_WAIT_MILLIS = 500;
    private static final long IDLE_SECONDS = 10;

    private final int threads;
    private final Duration patience;
    private final boolean selective;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger threadNumber = new AtomicInteger();
    /** Guards what follows; not this object, which the engine locks while it waits for the threads to end. */
    private final Object monitor = new Object();

    private final Set<Thread> inStep = new HashSet<>();
    /** On which run a thread works, from its first step until all that it was given is committed. */
    private final Map<Thread, String> working = new HashMap<>();

    private final Set<String> released = new HashSet<>();
    private volatile Set<String> everyones = Set.of();
    private volatile boolean stopping;
    private final AtomicLong questions = new AtomicLong();
    private long changes;

    private @Nullable ThreadPoolExecutor pool;

    /** @param selective whether only the steps of runs that were let go are run */
    StepThreads(int threads, Duration patience, boolean selective) {
        this.threads = threads;
        this.patience = patience;
        this.selective = selective;
        name = "steps";
        setAutoActivate(false);
        setMaxJobsPerAcquisition(threads);
        setWaitTimeInMillis(WAIT_MILLIS);
        setMaxWait(MOST_WAIT_MILLIS);
        setLockTimeInMillis(Math.toIntExact(JOB_LOCK.toMillis()));
        setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    }

    @Override
    public synchronized void start() {
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

    /** Lets the steps of a run go. */
    public void letGo(String run) {
        synchronized (monitor) {
            released.add(run);
        }
        if (!selective) {
            start();
        }
        jobWasAdded();
    }

    /**
     * Lets all instances of these processes go, for good, and the timers that start them. They belong to no cluster; of the
     * engines on one database any may run them.
     */
    public void letGoProcesses(Set<String> keys) {
        everyones = Set.copyOf(keys);
        jobWasAdded();
    }

    /** The processes of which all instances are let go. */
    Set<String> everyones() {
        return everyones;
    }

    /**
     * Interrupts the steps of a run and begins no others of it; what still runs after the patience given is left behind.
     * Alone on a database all steps are meant.
     *
     * @param run null where none was let go
     */
    public void hold(@Nullable String run) {
        if (!selective) {
            shutdown();
            return;
        }
        if (run == null) {
            return;
        }
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        synchronized (monitor) {
            released.remove(run);
            inStep.stream().filter(thread -> run.equals(working.get(thread))).forEach(Thread::interrupt);
            for (long left = patience.toMillis(); working.containsValue(run) && left > 0; left = millisUntil(end)) {
                try {
                    monitor.wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = 0;
                }
            }
        }
        signal();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The runs whose steps are let go. */
    Set<String> released() {
        synchronized (monitor) {
            return Set.copyOf(released);
        }
    }

    /** Whether only the runs that were let go are of interest. */
    boolean isSelective() {
        return selective;
    }

    /** True from the moment the steps of a run are interrupted until they are let go again. */
    public boolean isHeld(@Nullable String run) {
        if (stopping || !selective || run == null) {
            return stopping;
        }
        synchronized (monitor) {
            return !released.contains(run);
        }
    }

    /** True where no step of the run is being worked on; one may yet be due. */
    public boolean isIdle(String run) {
        if (!selective) {
            return isIdle();
        }
        synchronized (monitor) {
            return !working.containsValue(run);
        }
    }

    /** A run has come to a question. */
    void asked() {
        questions.incrementAndGet();
        signal();
    }

    /** A number that grows whenever a run comes to a question. */
    public long questions() {
        return questions.get();
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

    /** Marks this thread as one in a step of that run, which may be interrupted. */
    void enter(String run) {
        synchronized (monitor) {
            if (isHeld(run)) {
                throw new StoppingException();
            }
            inStep.add(Thread.currentThread());
            working.put(Thread.currentThread(), run);
        }
    }

    /** Unmarks this thread. It must not take an interrupt along: the database closes its file on one. */
    void leave(String run) {
        synchronized (monitor) {
            inStep.remove(Thread.currentThread());
            if (isHeld(run)) {
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
                    rest();
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

    private void rest() {
        synchronized (monitor) {
            working.remove(Thread.currentThread());
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
