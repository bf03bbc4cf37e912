package io.ohmykube.launcher.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a person has to log in with: a key file, the keys of an agent, the usual key files, a password. It is tried in
 * this order; a key file that was named leaves out the agent's other keys and the usual files.
 */
public final class Login {
    private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final Map<String, String> environment;
    private final @Nullable Path key;
    private final char @Nullable [] password;

    /**
     * @param environment names the agent's socket and the home directory
     * @param key a file from {@code /} or {@code ~/} on; null means none was named
     * @param password null means none
     */
    public Login(Map<String, String> environment, @Nullable String key, char @Nullable [] password) {
        this.environment = Map.copyOf(environment);
        this.key = key == null ? null : file(key);
        this.password = password == null ? null : password.clone();
    }

    private Path file(String path) {
        return path.startsWith("~/") ? home().resolve(path.substring(2)) : Path.of(path);
    }

    private Path home() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /** What to try, in order; what cannot be used is said in {@code notes}. */
    List<AuthMethod> methods(List<String> notes) {
        List<AuthMethod> methods = new ArrayList<>();
        Path named = key;
        if (named == null) {
            agent(methods, notes, null);
            USUAL.stream()
                    .map(name -> home().resolve(".ssh").resolve(name))
                    .filter(Files::isReadable)
                    .forEach(file -> keyFile(methods, notes, file));
        } else if (!keyFile(methods, notes, named)) {
            agent(methods, notes, Path.of(named + ".pub"));
        }
        if (password != null) {
            PasswordFinder finder = PasswordUtils.createOneOff(password.clone());
            methods.add(new AuthPassword(finder));
            methods.add(new AuthKeyboardInteractive(
                    new PasswordResponseProvider(PasswordUtils.createOneOff(password.clone()))));
        }
        return methods;
    }

    private static boolean keyFile(List<AuthMethod> methods, List<String> notes, Path file) {
        try {
            KeyProvider provider = PrivateKeyFile.read(file);
            provider.getPrivate();
            methods.add(new AuthPublickey(provider));
            return true;
        } catch (IOException | SSHRuntimeException | IllegalArgumentException e) {
            notes.add(
                    !Files.isReadable(file)
                            ? "the key file " + file + " cannot be read"
                            : "the key file " + file
                                    + " cannot be used as it is; where it has a passphrase, give it to your agent: ssh-add "
                                    + file);
            return false;
        }
    }

    /** @param only the file of the one public key to use; null means all */
    private void agent(List<AuthMethod> methods, List<String> notes, @Nullable Path only) {
        String socket = environment.getOrDefault("SSH_AUTH_SOCK", "");
        if (socket.isEmpty()) {
            return;
        }
        SshAgent agent = new SshAgent(Path.of(socket));
        try {
            byte[] wanted = only == null ? null : publicKey(only);
            for (byte[] offered : agent.keys()) {
                if (only == null || Arrays.equals(offered, wanted)) {
                    methods.add(new AgentLogin(agent, offered));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            notes.add("the SSH agent cannot be asked: " + e.getMessage());
        }
    }

    private static byte[] publicKey(Path file) throws IOException {
        String[] fields = Files.readString(file).strip().split("\\s+", 3);
        if (fields.length < 2) {
            throw new IOException(file + " holds no public key");
        }
        return Base64.getDecoder().decode(fields[1]);
    }
}
