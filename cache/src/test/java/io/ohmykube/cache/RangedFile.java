package io.ohmykube.cache;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file on a {@link TestServer} that can be read from any byte on, and whose connections break as told. */
final class RangedFile implements TestServer.Reply {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private volatile byte[] content;
    private volatile String tag;
    private volatile IntUnaryOperator limit = connection -> Integer.MAX_VALUE;
    private volatile LongConsumer beforeBreaking = position -> {};

    RangedFile(byte[] content) {
        this.content = content;
        this.tag = "\"1\"";
    }

    /** From now on it is another file. */
    void change(byte[] other) {
        content = other;
        tag = "\"2\"";
    }

    /** @param bytes how many bytes the connection of that number, from 0, sends before it breaks */
    RangedFile breaking(IntUnaryOperator bytes) {
        limit = bytes;
        return this;
    }

    /** @param waits until its reader has come to the position it is given: what was not read is lost with a connection */
    RangedFile afterReading(LongConsumer waits) {
        beforeBreaking = waits;
        return this;
    }

    /** What has been asked for: {@code all}, or {@code N} for the bytes from there on. */
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    @Override
    public void to(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked);
        int most = limit.applyAsInt(ranges.size());
        exchange.getResponseHeaders().set("ETag", tag);
        byte[] whole = content;
        if (!range.matches()) {
            ranges.add("all");
            send(exchange, 200, 0, whole, most);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        ranges.add(Integer.toString(from));
        if (condition != null && !condition.equals(tag)) {
            send(exchange, 200, 0, whole, most);
        } else if (from >= whole.length) {
            exchange.sendResponseHeaders(416, -1);
        } else {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
            send(exchange, 206, from, Arrays.copyOfRange(whole, from, whole.length), most);
        }
    }

    private void send(HttpExchange exchange, int status, int from, byte[] bytes, int most) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes, 0, Math.min(most, bytes.length));
        out.flush();
        if (most < bytes.length) {
            beforeBreaking.accept((long) from + most);
        }
    }
}
