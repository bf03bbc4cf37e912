package io.ohmykube.launcher.ssh;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import io.ohmykube.launcher.exec.HostResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;

/** The RSA key pair with which a cluster's machines are reached; the private key never leaves this host. */
public final class ClusterKeys {
    private static final int BITS = 4096;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final ClusterStore store;
    private final HostProgram keygen;

    public ClusterKeys(ClusterStore store) {
        this(store, HostProgram.of("ssh-keygen"));
    }

    ClusterKeys(ClusterStore store, HostProgram keygen) {
        this.store = store;
        this.keygen = keygen.withTimeout(TIMEOUT);
    }

    /**
     * Makes the cluster's key pair unless there is one. A private key that cannot be read is replaced, since nothing
     * can have been reached with it.
     *
     * @return the public key, one OpenSSH line
     */
    public String ensure(String cluster) {
        ClusterFiles files = store.files(cluster);
        try {
            PrivateFile.makeDirectory(files.ssh());
            Optional<String> present = publicKey(files.privateKey(), cluster);
            String line = present.isPresent() ? present.get() : generate(files, cluster);
            if (!Files.exists(files.publicKey())
                    || !Files.readString(files.publicKey()).strip().equals(line)) {
                PrivateFile.write(files.publicKey(), line + "\n");
            }
            return line;
        } catch (IOException e) {
            throw new LauncherException("cannot make the key pair of cluster " + cluster + " in " + files.ssh(), e);
        }
    }

    private String generate(ClusterFiles files, String cluster) throws IOException {
        Path directory = Files.createTempDirectory(files.ssh(), ".new-");
        Path made = directory.resolve("id_rsa");
        try {
            if (!byProgram(made)) {
                PrivateFile.write(made, inJava());
            }
            String line = publicKey(made, cluster)
                    .orElseThrow(() -> new IOException("the key that was made cannot be read: " + made));
            Files.move(made, files.privateKey(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return line;
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(directory.resolve("id_rsa.pub"));
            Files.deleteIfExists(directory);
        }
    }

    /** A second or two; Java takes half a minute and more where only its first compiler runs. */
    private boolean byProgram(Path file) {
        try {
            HostResult result = keygen.run(
                    "-q", "-t", "rsa", "-b", Integer.toString(BITS), "-N", "", "-C", "", "-f", file.toString());
            return result.succeeded();
        } catch (LauncherException e) {
            return false; // There is no such program; Java can do it too.
        }
    }

    private static String inJava() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static Optional<String> publicKey(Path privateKey, String cluster) {
        if (!Files.isReadable(privateKey)) {
            return Optional.empty();
        }
        try {
            PublicKey key = PrivateKeyFile.read(privateKey).getPublic();
            byte[] encoded = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
            return Optional.of("ssh-rsa " + Base64.getEncoder().encodeToString(encoded) + " ohmykube-" + cluster);
        } catch (IOException | SSHRuntimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
