package io.ohmykube.cli.server;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets the browser of the user in whose server this is: a command of his gets a code, and the page logs in with it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "accounts")
class LinksApi {
    private final Links links;
    private final Tokens tokens;
    private final SessionCookie cookie;
    private final Clock clock;

    LinksApi(Links links, Tokens tokens, ServerOptions options, ServerParts parts) {
        this.links = links;
        this.tokens = tokens;
        this.cookie = new SessionCookie(options.encrypted());
        this.clock = parts.clock();
    }

    /** What a link has behind its address. */
    record Code(@Nullable String code) {}

    /** The code is in the body, both times: addresses are what logs and histories keep. */
    @PostMapping("/links")
    @Hidden
    Code make(Principal whose) {
        RunFile.requireOwn(whose);
        return new Code(links.issue());
    }

    @PostMapping("/session/link")
    @Operation(summary = "Logs a browser in with the code of a link, which a command has made")
    AccountsApi.Session logIn(
            @RequestBody Code given,
            @Nullable Principal present,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (given.code() == null || !links.use(given.code())) {
            throw new Refusal(
                    Refusal.Kind.UNAUTHENTICATED, "this link was used already, or is older than a minute: log in");
        }
        if (present != null) {
            // An administrator who follows a link stays one.
            return new AccountsApi.Session(
                    present.getName(), request.isUserInRole(Account.Role.ADMIN.name()) ? "admin" : "user", null, null);
        }
        String token = tokens.issue(Links.VISITOR);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.of(token, Tokens.LIFE));
        return new AccountsApi.Session(
                Links.VISITOR, "user", token, clock.instant().plus(Tokens.LIFE));
    }
}
