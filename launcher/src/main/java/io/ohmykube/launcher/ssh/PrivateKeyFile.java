package io.ohmykube.launcher.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/** Reads a private key without a passphrase by its own text alone, whatever public key lies beside it. */
final class PrivateKeyFile {
    private PrivateKeyFile() {}

    static KeyProvider read(Path file) throws IOException {
        Algorithms.usePlatformProviders();
        String text = Files.readString(file);
        FileKeyProvider provider =
                text.contains("BEGIN OPENSSH PRIVATE KEY") ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        provider.init(new StringReader(text));
        return provider;
    }
}
