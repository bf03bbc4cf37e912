package io.ohmykube.cli.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.cli.operation.Interrupts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command that runs here and is read elsewhere. Whatever is written is a line of the answer at once. */
final class CommandRun implements Interrupts {
    private static final int INTERRUPTED = 130;

    private final OutputStream answer;
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable Interruptible listening;
    private boolean interrupted;
    private boolean over;

    CommandRun(OutputStream answer) {
        this.answer = answer;
    }

    /** A line of the answer. Nobody may read it any more, which changes nothing for the command. */
    synchronized void say(String key, Object value) {
        if (over) {
            return;
        }
        try {
            answer.write(json.writeValueAsBytes(Map.of(key, value)));
            answer.write('\n');
            answer.flush();
        } catch (IOException unread) {
            over = true;
        }
    }

    void end(int exitCode) {
        say("exit", exitCode);
        synchronized (this) {
            over = true;
        }
    }

    /** What a command prints. */
    OutputStream stream(String key) {
        return new Text(key);
    }

    @Override
    public void listen(Interruptible now) {
        boolean late;
        synchronized (this) {
            listening = now;
            late = interrupted;
        }
        if (late) {
            now.stop();
        }
    }

    @Override
    public void end() {
        // Others work in this program: the operation sees that it is not to go on.
    }

    void interrupt() {
        tell(Interruptible::stop);
    }

    /** Whoever gave the command waits no longer. */
    void abandon() {
        tell(Interruptible::abandon);
        end(INTERRUPTED);
    }

    private void tell(Consumer<Interruptible> what) {
        Interruptible now;
        synchronized (this) {
            interrupted = true;
            now = listening;
        }
        if (now != null) {
            what.accept(now);
        }
    }

    /** Text in UTF-8, of which a character may come in several parts. */
    private final class Text extends OutputStream {
        private final String key;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        Text(String key) {
            this.key = key;
        }

        @Override
        public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length);
            in.put(rest).put(bytes, offset, length).flip();
            CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, text, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            if (text.flip().hasRemaining()) {
                say(key, text.toString());
            }
        }
    }
}
