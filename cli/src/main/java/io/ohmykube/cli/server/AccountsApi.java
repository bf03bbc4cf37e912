package io.ohmykube.cli.server;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in and out, and who may. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "accounts")
class AccountsApi {
    /** After so many wrong passwords an account has to wait. */
    private static final int TRIES = 10;

    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final int MOST_WATCHED = 10_000;

    private final Accounts accounts;
    private final Tokens tokens;
    private final SessionCookie cookie;
    private final Clock clock;
    private final Map<String, Failures> failures = new ConcurrentHashMap<>();

    AccountsApi(Accounts accounts, Tokens tokens, ServerOptions options, ServerParts parts) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.cookie = new SessionCookie(options.encrypted());
        this.clock = parts.clock();
    }

    /** How often an account was tried in vain. */
    private record Failures(int count, Instant last) {}

    /** A name and a password. */
    record Login(@Nullable String username, @Nullable String password) {}

    /** Who is logged in. */
    record Session(String username, String role, @Nullable String token, @Nullable Instant expires) {}

    /** An account as it is shown. */
    record AccountView(String username, String role) {}

    /** An account to make. The role is {@code user} where none is said. */
    record NewAccount(@Nullable String username, @Nullable String password, @Nullable String role) {}

    /** A new password, and the one until now. */
    record NewPassword(@Nullable String current, @Nullable String password) {}

    @PostMapping("/session")
    @Operation(summary = "Logs in: sets a cookie for browsers, and gives a bearer token for programs")
    Session logIn(@RequestBody Login login, HttpServletResponse response) {
        String name = required(login.username(), "username");
        requireCalm(name);
        Account account =
                accounts.check(name, required(login.password(), "password")).orElseThrow(() -> failed(name));
        failures.remove(name);
        String token = tokens.issue(account.name());
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.of(token, Tokens.LIFE));
        return new Session(
                account.name(), word(account.role()), token, clock.instant().plus(Tokens.LIFE));
    }

    @GetMapping("/session")
    @Operation(summary = "Who is logged in")
    Session session(Principal principal, HttpServletRequest request) {
        return new Session(
                principal.getName(), request.isUserInRole(Account.Role.ADMIN.name()) ? "admin" : "user", null, null);
    }

    @DeleteMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Logs out")
    void logOut(HttpServletRequest request, HttpServletResponse response) {
        String token = TokenFilter.token(request);
        if (token != null) {
            tokens.revoke(token);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.of("", Duration.ZERO));
    }

    @GetMapping("/accounts")
    @Operation(summary = "All accounts; for administrators")
    List<AccountView> list() {
        return accounts.all().stream()
                .map(account -> new AccountView(account.name(), word(account.role())))
                .toList();
    }

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Makes an account; for administrators")
    AccountView add(@RequestBody NewAccount account) {
        String name = required(account.username(), "username");
        Account.Role role = role(account.role());
        accounts.add(name, role, required(account.password(), "password"));
        return new AccountView(name, word(role));
    }

    @DeleteMapping("/accounts/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes an account; for administrators")
    void remove(@PathVariable("username") String name) {
        accounts.remove(name);
        tokens.revokeAll(name);
    }

    @PutMapping("/session/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Changes one's own password, and logs out everywhere")
    void changePassword(Principal principal, @RequestBody NewPassword change) {
        String name = principal.getName();
        requireCalm(name);
        if (accounts.check(name, required(change.current(), "current")).isEmpty()) {
            throw failed(name);
        }
        accounts.changePassword(name, required(change.password(), "password"));
        tokens.revokeAll(name);
    }

    private void requireCalm(String name) {
        Failures tried = failures.get(name);
        if (tried != null
                && tried.count() >= TRIES
                && clock.instant().isBefore(tried.last().plus(WAIT))) {
            throw new Refusal(Refusal.Kind.TOO_MANY, "too many wrong passwords; wait a minute");
        }
    }

    private Refusal failed(String name) {
        if (failures.size() > MOST_WATCHED) {
            failures.clear();
        }
        failures.merge(
                name,
                new Failures(1, clock.instant()),
                (before, now) -> new Failures(
                        clock.instant().isAfter(before.last().plus(WAIT)) ? 1 : before.count() + 1, now.last()));
        return new Refusal(Refusal.Kind.UNAUTHENTICATED, "user name or password is wrong");
    }

    private static Account.Role role(@Nullable String word) {
        for (Account.Role role : Account.Role.values()) {
            if (word(role).equals(word == null ? "user" : word)) {
                return role;
            }
        }
        throw new Refusal(Refusal.Kind.INVALID, "role: admin or user");
    }

    private static String word(Account.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw new Refusal(Refusal.Kind.INVALID, field + ": is missing");
        }
        return value;
    }
}
