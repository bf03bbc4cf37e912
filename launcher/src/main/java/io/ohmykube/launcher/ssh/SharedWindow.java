package io.ohmykube.launcher.ssh;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;

/**
 * A session whose two outputs may both be large. They share one window: the reader of one output tells the other side that
 * there is room again, and counts it only then. What comes for the other output in between is not too much, as sshj 0.40
 * takes it to be ("Window consumed to below 0"), so it waits until the room is counted.
 */
final class SharedWindow extends SessionChannel {
    /** Whoever counts the room is about to; beyond this the other side really sends too much. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long PAUSE_NANOS = 200_000;

    SharedWindow(Connection connection) {
        super(connection);
    }

    @Override
    protected void receiveInto(ChannelInputStream output, SSHPacket packet) throws SSHException {
        int start = packet.rpos();
        try {
            awaitRoom(packet.readUInt32AsInt());
        } catch (Buffer.BufferException e) {
            throw new SSHException(e);
        }
        packet.rpos(start);
        super.receiveInto(output, packet);
    }

    private void awaitRoom(int bytes) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lwin.getSize() < bytes && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
