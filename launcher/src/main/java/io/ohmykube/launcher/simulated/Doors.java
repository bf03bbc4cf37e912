package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which port of this process leads to which machine. Ports are opened when a machine is first looked at. */
final class Doors implements AutoCloseable {
    static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    private final Interpreter interpreter;
    private final String user;
    private final Map<String, Opened> open = new HashMap<>();
    private @Nullable SshFront front;

    /** @param user the login of all machines */
    Doors(Interpreter interpreter, String user) {
        this.interpreter = interpreter;
        this.user = user;
    }

    /** A machine made anew under an old name has another host key, and so another door. */
    private record Opened(HostKey machine, int port, @Nullable Socket dead) {}

    synchronized int open(SimulatedCluster cluster, SimulatedMachine machine) throws IOException {
        MachineRecord record = machine.record();
        Opened known = open.get(key(record.cluster(), record.name()));
        if (known != null && known.machine().equals(record.hostKey())) {
            return known.port();
        }
        close(record.cluster(), record.name());
        Opened opened = record.boots()
                ? new Opened(record.hostKey(), front().open(door(cluster, machine)), null)
                : deadDoor(record.hostKey());
        open.put(key(record.cluster(), record.name()), opened);
        return opened.port();
    }

    synchronized void close(String cluster, String name) throws IOException {
        Opened known = open.remove(key(cluster, name));
        if (known == null) {
            return;
        }
        if (known.dead() == null) {
            front().close(known.port());
        } else {
            known.dead().close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Opened opened : open.values()) {
            if (opened.dead() != null) {
                opened.dead().close();
            }
        }
        open.clear();
        if (front != null) {
            front.close();
            front = null;
        }
    }

    private SshFront front() {
        SshFront known = front;
        if (known == null) {
            known = new SshFront(user);
            front = known;
        }
        return known;
    }

    private SshFront.Door door(SimulatedCluster cluster, SimulatedMachine machine) {
        return new SshFront.Door(machine.record(), line -> (in, out, err, breakOff) -> {
            Wire wire = wire(breakOff);
            return interpreter.run(cluster, machine, line, in, out, err, wire);
        });
    }

    private Wire wire(Runnable breakOff) {
        return new Wire() {
            @Override
            public void breakOff() {
                breakOff.run();
            }

            @Override
            public void reboot(SimulatedMachine machine) throws IOException {
                // Connections break before the port is closed, and nobody may be led to it then. This one is first:
                // another command that ends would break it too, which would cancel this command.
                synchronized (Doors.this) {
                    breakOff.run();
                    machine.reboot();
                    close(machine.record().cluster(), machine.name());
                }
            }
        };
    }

    /** A port that is taken and refuses connections, as that of a machine that does not come up. */
    private static Opened deadDoor(HostKey machine) throws IOException {
        Socket taken = new Socket();
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new Opened(machine, taken.getLocalPort(), taken);
    }

    private static String key(String cluster, String name) {
        return cluster + "/" + name;
    }
}
