package io.ohmykube.cli.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who makes a request: by a bearer token, or by the cookie of a browser. */
final class TokenFilter extends OncePerRequestFilter {
    static final String COOKIE = "ohmykube_session";
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final Accounts accounts;

    TokenFilter(Tokens tokens, Accounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional.ofNullable(token(request))
                .flatMap(tokens::account)
                .flatMap(this::account)
                .ifPresent(account -> {
                    SecurityContext context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                            account.name(),
                            null,
                            List.of(new SimpleGrantedAuthority(
                                    "ROLE_" + account.role().name()))));
                    SecurityContextHolder.setContext(context);
                });
        chain.doFilter(request, response);
    }

    /** Streams of events go on in another thread, with the same right. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** Whoever may read our files is an administrator; a browser that he has opened is not. */
    private Optional<Account> account(String name) {
        return switch (name) {
            case RunFile.LOCAL -> Optional.of(new Account(name, Account.Role.ADMIN, ""));
            case Links.VISITOR -> Optional.of(new Account(name, Account.Role.USER, ""));
            default -> accounts.find(name);
        };
    }

    /** The secret that comes with a request; null where there is none. */
    static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : null;
        }
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
