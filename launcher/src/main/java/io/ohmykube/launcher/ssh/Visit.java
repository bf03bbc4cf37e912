package io.ohmykube.launcher.ssh;

import io.ohmykube.config.HostAccess;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.UnreachableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a machine that somebody owns, before it takes our key and after it takes it no longer. Methods throw
 * {@link RemoteException}.
 */
public final class Visit implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(20);

    private final String node;
    private final HostAccess host;
    private final SSHClient client;

    private Visit(String node, HostAccess host, SSHClient client) {
        this.node = node;
        this.host = host;
        this.client = client;
    }

    /** The key that the machine shows, {@code <type> <base64>}. Nobody logs in. */
    public static String hostKey(String node, HostAccess host) {
        AtomicReference<@Nullable String> shown = new AtomicReference<>();
        try (SSHClient client = client()) {
            client.addHostKeyVerifier(new Check(null, shown));
            client.connect(host.address(), host.port());
        } catch (IOException e) {
            throw unreachable(node, host, e);
        }
        return Objects.requireNonNull(shown.get(), "no key was shown");
    }

    /** As {@code ssh-keygen -l} shows it: {@code SHA256:…}. */
    public static String fingerprint(String hostKey) {
        byte[] key = Base64.getDecoder().decode(hostKey.split(" ", 3)[1]);
        try {
            return "SHA256:"
                    + Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Logs in.
     *
     * @param hostKey the only key that the machine may show
     */
    @SuppressWarnings("resource") // It is closed with the visit, or here where there will be none.
    public static Visit open(String node, HostAccess host, String hostKey, Login login) {
        AtomicReference<@Nullable String> shown = new AtomicReference<>();
        SSHClient client = client();
        List<String> notes = new ArrayList<>();
        boolean open = false;
        try {
            client.addHostKeyVerifier(new Check(hostKey, shown));
            client.connect(host.address(), host.port());
            List<AuthMethod> methods = login.methods(notes);
            if (methods.isEmpty()) {
                throw refused(node, host, "there is nothing to log in with", notes, null);
            }
            client.auth(host.user(), methods);
            open = true;
            return new Visit(node, host, client);
        } catch (UserAuthException e) {
            if (e.getCause() instanceof TransportException) {
                throw unreachable(node, host, e);
            }
            throw refused(node, host, "it takes none of your keys, nor a password", notes, e);
        } catch (IOException e) {
            if (shown.get() != null && !hostKey.equals(shown.get())) {
                throw new HostKeyMismatchException(
                        node,
                        "the machine at " + host.address() + ":" + host.port() + " shows a host key with fingerprint "
                                + fingerprint(Objects.requireNonNull(shown.get())) + " instead of "
                                + fingerprint(hostKey));
            }
            throw unreachable(node, host, e);
        } finally {
            if (!open) {
                IOUtils.closeQuietly(client);
            }
        }
    }

    private static SSHClient client() {
        SSHClient client = new SSHClient(new Algorithms());
        client.setConnectTimeout((int) CONNECT.toMillis());
        client.getTransport().setTimeoutMs((int) HANDSHAKE.toMillis());
        return client;
    }

    /** Runs a command as the user who logged in. */
    public CommandResult asUser(Command command) {
        return run(command, "");
    }

    /** Runs a command as root; where that is not the user, by {@code sudo -n}. */
    public CommandResult asRoot(Command command) {
        return run(command, host.user().equals("root") ? "" : "sudo -n ");
    }

    private CommandResult run(Command command, String before) {
        long begun = System.nanoTime();
        try (Session session = client.startSession()) {
            Session.Command running = session.exec(before + command.quoted());
            try (OutputStream in = running.getOutputStream()) {
                if (command.stdin() != null) {
                    command.stdin().writeTo(in);
                }
            } catch (IOException e) {
                // It ended without reading all of it; how it ended says why.
            }
            String out = IOUtils.readFully(running.getInputStream()).toString(StandardCharsets.UTF_8);
            String errors = IOUtils.readFully(running.getErrorStream()).toString(StandardCharsets.UTF_8);
            running.join(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            Integer code = running.getExitStatus();
            return new CommandResult(
                    code == null ? -1 : code, out, errors.strip(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw unreachable(node, host, e);
        }
    }

    private static RemoteException refused(
            String node, HostAccess host, String why, List<String> notes, @Nullable IOException cause) {
        String more = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
        return new LoginRefusedException(node, host.shown() + " lets nobody in: " + why + more, cause);
    }

    private static RemoteException unreachable(String node, HostAccess host, IOException cause) {
        return new UnreachableException(
                node, host.address() + ":" + host.port() + " cannot be reached: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(client);
    }

    /** Takes one key, or any where none is wanted, and remembers what was shown. */
    private record Check(@Nullable String wanted, AtomicReference<@Nullable String> shown) implements HostKeyVerifier {
        @Override
        public boolean verify(String hostname, int port, PublicKey key) {
            String line = KeyType.fromKey(key) + " "
                    + Base64.getEncoder()
                            .encodeToString(
                                    new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
            shown.set(line);
            return wanted == null || wanted.equals(line);
        }

        /** Asks for the key that is known, or a machine with several would show another. */
        @Override
        public List<String> findExistingAlgorithms(String hostname, int port) {
            if (wanted == null) {
                return List.of();
            }
            String type = wanted.substring(0, wanted.indexOf(' '));
            return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
        }
    }
}
