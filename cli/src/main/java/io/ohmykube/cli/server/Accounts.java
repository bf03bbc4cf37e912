package io.ohmykube.cli.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The accounts, in a file that only we can read. Passwords are kept as bcrypt hashes. Safe for many threads. */
final class Accounts {
    static final String FIRST = "admin";
    private static final int COST = 11;
    /** What bcrypt looks at; the rest of a longer password would not count. */
    private static final int LONGEST_PASSWORD = 72;

    private static final int SHORTEST_PASSWORD = 12;
    private static final int GENERATED = 24;
    /** No letters that look like others. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?");

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();
    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(COST);
    private final SecureRandom random = new SecureRandom();
    /** Compared with where there is no such account, so that the answer takes as long. */
    private final String nobody = passwords.encode("nobody has this");

    Accounts(Path file) {
        this.file = file;
    }

    /**
     * Makes the first administrator where there is no account; returns its password, which is kept nowhere. Servers that
     * begin at the same time make one, not one each.
     */
    @SuppressWarnings("try") // The lock is held, not used.
    synchronized Optional<String> makeFirst() {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            return makeFirstAlone();
        } catch (IOException e) {
            throw new UncheckedIOException("the accounts cannot be locked: " + lock, e);
        }
    }

    private Optional<String> makeFirstAlone() {
        if (!read().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder password = new StringBuilder();
        random.ints(GENERATED, 0, LETTERS.length()).forEach(letter -> password.append(LETTERS.charAt(letter)));
        write(List.of(new Account(FIRST, Account.Role.ADMIN, passwords.encode(password))));
        return Optional.of(password.toString());
    }

    synchronized List<Account> all() {
        return read();
    }

    /** The account, where the password is the one of that name. Takes about as long where it is not. */
    Optional<Account> check(String name, String password) {
        Optional<Account> found = find(name);
        boolean right = password.length() <= LONGEST_PASSWORD
                && passwords.matches(password, found.map(Account::hash).orElse(nobody));
        return right ? found : Optional.empty();
    }

    synchronized Optional<Account> find(String name) {
        return read().stream().filter(account -> account.name().equals(name)).findFirst();
    }

    /** Throws {@link Refusal} where there is one of that name, or name or password are none. */
    synchronized void add(String name, Account.Role role, String password) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                    Refusal.Kind.INVALID, "name: letters a-z, digits, '.', '_' and '-' only, 63 of them at most");
        }
        require(password);
        List<Account> accounts = new ArrayList<>(read());
        if (find(name).isPresent()) {
            throw new Refusal(Refusal.Kind.CONFLICT, "there is an account '" + name + "' already");
        }
        accounts.add(new Account(name, role, passwords.encode(password)));
        write(accounts);
    }

    synchronized void changePassword(String name, String password) {
        require(password);
        Account found = require(find(name), name);
        List<Account> accounts = new ArrayList<>(read());
        accounts.replaceAll(account ->
                account.equals(found) ? new Account(name, account.role(), passwords.encode(password)) : account);
        write(accounts);
    }

    /** Throws {@link Refusal} for the last administrator. */
    synchronized void remove(String name) {
        Account found = require(find(name), name);
        List<Account> rest = new ArrayList<>(read());
        rest.remove(found);
        if (rest.stream().noneMatch(account -> account.role() == Account.Role.ADMIN)) {
            throw new Refusal(Refusal.Kind.CONFLICT, "'" + name + "' is the last administrator");
        }
        write(rest);
    }

    private static Account require(Optional<Account> found, String name) {
        return found.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "there is no account '" + name + "'"));
    }

    private static void require(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "password: " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters are needed");
        }
    }

    private List<Account> read() {
        try {
            return Files.exists(file) ? json.readValue(file.toFile(), new TypeReference<>() {}) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the accounts cannot be read: " + file, e);
        }
    }

    private void write(List<Account> accounts) {
        try {
            AtomicFile.write(file, out -> out.write(json.writeValueAsBytes(accounts)));
        } catch (IOException e) {
            throw new UncheckedIOException("the accounts cannot be written: " + file, e);
        }
    }
}
