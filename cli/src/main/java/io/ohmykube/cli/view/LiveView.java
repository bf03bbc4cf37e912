package io.ohmykube.cli.view;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Draws one line per node, in place, several times a second; what must stay readable scrolls by above them. */
public final class LiveView implements View {
    private static final long FRAME_MILLIS = 100;
    /** The window is measured every so many frames: a second. */
    private static final int MEASURE_EVERY = 10;

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final Clock clock;
    private final Supplier<WindowSize> window;
    private final Screen screen;
    private final List<String> above = new ArrayList<>();
    private final ScheduledExecutorService ticker;

    private ProgressModel model = new ProgressModel("", List.of());
    private Heading heading = new Heading("", "", "", List.of());
    private Instant began = Instant.EPOCH;
    private WindowSize size = WindowSize.DEFAULT;
    /** Widths of the lines that stand on the screen now. */
    private List<Integer> drawn = List.of();

    private @Nullable Future<?> ticking;
    private int frame;
    private boolean open;
    /** A conversation stands where the picture was. */
    private boolean aside;

    public LiveView(Terminal terminal, Clock clock, Map<String, String> environment) {
        this(terminal, clock, Window.of(environment));
    }

    LiveView(Terminal terminal, Clock clock, Supplier<WindowSize> window) {
        this.terminal = terminal;
        this.clock = clock;
        this.window = window;
        this.screen = new Screen(Glyphs.of(terminal), terminal.colour());
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "live-view");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void stoppedBy(List<Failure> failures) {
        new PlainView(terminal, PlainView.Volume.NORMAL, clock.getZone()).stoppedBy(failures);
    }

    @Override
    public void begin(Heading shown) {
        begin(shown, true);
    }

    /** As {@link #begin(Heading)}; {@code tick} has the view redraw by itself from now on. */
    synchronized void begin(Heading shown, boolean tick) {
        heading = shown;
        model = new ProgressModel(shown.cluster(), shown.nodes());
        if (open) {
            return;
        }
        began = clock.instant();
        open = true;
        terminal.out().print(HIDE_CURSOR);
        if (tick) {
            ticking = ticker.scheduleAtFixedRate(this::tick, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void on(StepEvent event) {
        model.on(event);
        String message = event.message();
        if (message != null && (event.kind() == StepEvent.Kind.RETRYING || event.kind() == StepEvent.Kind.REPAIRING)) {
            above.add("warning: " + event.title() + (event.node() == null ? "" : " on " + event.node()) + " "
                    + Text.outcome(event) + ": " + Text.firstLine(Text.harmless(message)));
        }
    }

    @Override
    public synchronized void warn(String message) {
        if (open) {
            above.add("warning: " + message);
        } else {
            terminal.err().println("warning: " + message);
        }
    }

    /** The picture stays where it is, and goes on below what was said. */
    @Override
    public <T> T aside(Supplier<T> talk) {
        synchronized (this) {
            if (open) {
                redraw();
                terminal.out().print(SHOW_CURSOR);
                terminal.out().flush();
                drawn = List.of();
                open = false;
                aside = true;
            }
        }
        try {
            return talk.get();
        } finally {
            synchronized (this) {
                open = aside;
                aside = false;
                terminal.out().print(open ? HIDE_CURSOR : "");
            }
        }
    }

    void tick() {
        WindowSize measured = frame % MEASURE_EVERY == 0 ? window.get() : null;
        synchronized (this) {
            if (!open) {
                return;
            }
            if (measured != null) {
                size = measured;
            }
            redraw();
            frame++;
        }
    }

    private void redraw() {
        StringBuilder picture = new StringBuilder(eraseDrawn());
        above.forEach(line -> picture.append(line).append('\n'));
        above.clear();
        Instant now = clock.instant();
        List<String> lines = screen.draw(
                heading.summary(), Duration.between(began, now), model.rows(), now, size.columns(), size.rows(), frame);
        lines.forEach(line -> picture.append(line).append('\n'));
        drawn = lines.stream().map(LiveView::width).toList();
        terminal.out().print(picture);
        terminal.out().flush();
    }

    /** Goes up over what stands there; a line wider than a window made narrower takes several. */
    private String eraseDrawn() {
        if (drawn.isEmpty()) {
            return "";
        }
        int up = drawn.stream()
                .mapToInt(width -> Math.max(1, (width + size.columns() - 1) / size.columns()))
                .sum();
        return "\r\u001b[" + up + "A" + CLEAR_BELOW;
    }

    private static int width(String line) {
        return line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").length();
    }

    @Override
    public synchronized void end(Result result) {
        if (open) {
            redraw();
        }
        close();
        new PlainView(terminal, PlainView.Volume.NORMAL, clock.getZone()).end(result);
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            terminal.out().print(SHOW_CURSOR);
            terminal.out().flush();
        }
        if (ticking != null) {
            ticking.cancel(false);
        }
        ticker.shutdown();
    }
}
