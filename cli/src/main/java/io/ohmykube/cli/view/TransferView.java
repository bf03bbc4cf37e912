package io.ohmykube.cli.view;

import io.ohmykube.cache.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows transfers while they run: as bars on a terminal, as one line for each that has ended elsewhere. Closing it leaves
 * the screen as it was. Written to standard error, so that results can be piped on.
 */
public final class TransferView implements Progress, AutoCloseable {
    private static final long FRAME_MILLIS = 100;
    private static final int MEASURE_EVERY = 10;
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final boolean quiet;
    private final Clock clock;
    private final Supplier<WindowSize> window;
    private final TransferScreen screen;
    private final Map<Object, Running> running = new LinkedHashMap<>();
    private @Nullable ScheduledExecutorService ticker;
    private WindowSize size = WindowSize.DEFAULT;
    private int drawn;
    private int frame;

    private record Running(String what, long total, Instant began, AtomicLong done) {}

    /** @param quiet whether to show nothing at all */
    public TransferView(Terminal terminal, boolean quiet, Clock clock) {
        this(terminal, quiet, clock, Window::measure);
    }

    TransferView(Terminal terminal, boolean quiet, Clock clock, Supplier<WindowSize> window) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.clock = clock;
        this.window = window;
        this.screen = new TransferScreen(terminal.unicode(), terminal.colour());
    }

    @Override
    public Transfer begin(String what, long bytes) {
        if (quiet) {
            return Transfer.NONE;
        }
        Running transfer = new Running(what, bytes, clock.instant(), new AtomicLong());
        Object key = new Object();
        synchronized (this) {
            running.put(key, transfer);
            if (terminal.interactive() && ticker == null) {
                ticker = ticking();
            }
        }
        return new Transfer() {
            @Override
            public void advance(long count) {
                transfer.done().addAndGet(count);
            }

            @Override
            public void close() {
                ended(key);
            }
        };
    }

    private ScheduledExecutorService ticking() {
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "transfer-view");
            thread.setDaemon(true);
            return thread;
        });
        var unused = threads.scheduleAtFixedRate(this::tick, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        return threads;
    }

    private synchronized void ended(Object key) {
        Running transfer = running.remove(key);
        if (transfer == null) {
            return;
        }
        Duration took = Duration.between(transfer.began(), clock.instant());
        String line = Text.harmless(transfer.what()) + "  "
                + Bytes.text(Math.max(0, transfer.done().get())) + "  " + Text.duration(took);
        if (terminal.interactive()) {
            redraw(List.of(line));
        } else {
            terminal.err().println(line);
        }
    }

    void tick() {
        WindowSize measured = frame % MEASURE_EVERY == 0 ? window.get() : null;
        synchronized (this) {
            if (measured != null) {
                size = measured;
            }
            frame++;
            redraw(List.of());
        }
    }

    private void redraw(List<String> above) {
        Instant now = clock.instant();
        List<TransferRow> rows = new ArrayList<>();
        running.values()
                .forEach(one -> rows.add(new TransferRow(one.what(), one.done().get(), one.total(), one.began())));
        StringBuilder picture = new StringBuilder(drawn == 0 ? "" : "\r\u001b[" + drawn + "A" + CLEAR_BELOW);
        above.forEach(line -> picture.append(Text.cut(line, size.columns() - 1)).append('\n'));
        List<String> lines = screen.draw(rows, now, size.columns(), size.rows());
        lines.forEach(line -> picture.append(line).append('\n'));
        drawn = lines.size();
        terminal.err().print(picture);
        terminal.err().flush();
    }

    @Override
    public void close() {
        finish();
    }

    /** Takes the bars away, for what is printed after them. */
    public synchronized void finish() {
        if (ticker != null) {
            ticker.shutdownNow();
            running.clear();
            redraw(List.of());
        }
    }
}
