package io.ohmykube.launcher.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Splits a stream into lines for a log. */
final class LineLogger extends OutputStream {
    private static final int LONGEST_LINE = 8 * 1024;

    private final CommandLog log;
    private final CommandId command;
    private final char sign;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    LineLogger(CommandLog log, CommandId command, char sign) {
        this.log = log;
        this.command = command;
        this.sign = sign;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Writes the lines of a block with one call: a reader slower than the network would let its buffer grow. */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] stamp = CommandLog.stamp(command, sign);
        ByteArrayOutputStream lines = new ByteArrayOutputStream(line.size() + length + stamp.length);
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                end(lines, stamp);
                from = i + 1;
            }
        }
        line.write(bytes, from, offset + length - from);
        if (line.size() >= LONGEST_LINE) {
            end(lines, stamp);
        }
        if (lines.size() > 0) {
            log.write(lines);
        }
    }

    private void end(ByteArrayOutputStream lines, byte[] stamp) {
        lines.writeBytes(stamp);
        lines.write(line.toByteArray(), 0, line.size());
        lines.write('\n');
        line.reset();
    }

    /** Writes what is left of a last line that has no end. */
    @Override
    public void close() {
        if (line.size() > 0) {
            write('\n');
        }
    }
}
