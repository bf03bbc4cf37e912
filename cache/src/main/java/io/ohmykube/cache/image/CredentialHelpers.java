package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the programs {@code docker-credential-NAME} for logins: the registry on their standard input, the answer as JSON
 * on their standard output. One that does not work is told of, and otherwise as good as none: most images can be read
 * without a login.
 */
final class CredentialHelpers {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialHelpers.class);
    private static final long SECONDS = 30;
    private static final int LIMIT = 1 << 20;

    private final String path;

    /** @param environment whose {@code PATH} says where the programs are */
    CredentialHelpers(Map<String, String> environment) {
        this.path = environment.getOrDefault("PATH", "");
    }

    /** What the helper has for the first of these names that it knows. */
    Credentials.@Nullable Login ask(String helper, List<String> names) {
        Optional<Path> program = Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty() && helper.matches("[A-Za-z0-9._-]+"))
                .map(folder -> Path.of(folder, "docker-credential-" + helper))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            LOG.warn(
                    "there is no program docker-credential-{}, which is to know the login of {}", helper, names.get(0));
            return null;
        }
        for (String name : names) {
            try {
                Credentials.Login login = ask(program.get(), name);
                if (login != null) {
                    return login;
                }
            } catch (IOException | TimeoutException | ExecutionException broken) {
                LOG.warn("{} does not tell the login of {}: {}", program.get(), name, broken.getClass());
                return null;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private static Credentials.@Nullable Login ask(Path program, String name)
            throws IOException, TimeoutException, InterruptedException, ExecutionException {
        Process process = new ProcessBuilder(program.toString(), "get")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            try (OutputStream question = process.getOutputStream()) {
                question.write(name.getBytes(StandardCharsets.UTF_8));
            }
            byte[] said = answer.get(SECONDS, TimeUnit.SECONDS);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new TimeoutException();
            }
            // It says in words that it does not know the name, which is no error.
            return process.exitValue() == 0 ? login(new JsonMapper().readTree(said)) : null;
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] read(InputStream in) {
        try {
            return in.readNBytes(LIMIT);
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    private static Credentials.@Nullable Login login(JsonNode said) {
        String user = said.path("Username").asText("");
        String secret = said.path("Secret").asText("");
        if (secret.isEmpty()) {
            return null;
        }
        return "<token>".equals(user)
                ? new Credentials.Login("", secret, true)
                : new Credentials.Login(user, secret, false);
    }
}
