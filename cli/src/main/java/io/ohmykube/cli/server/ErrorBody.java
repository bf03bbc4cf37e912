package io.ohmykube.cli.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What every error looks like: {@code {"error":{"type","message","status"}}}. */
record ErrorBody(Problem error) {
    /**
     * What went wrong.
     *
     * @param type one word, for programs
     * @param message for people
     * @param details single problems, where there are several
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Problem(String type, String message, int status, List<String> details) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static ErrorBody of(Refusal refusal) {
        return new ErrorBody(new Problem(
                refusal.kind().name().toLowerCase(Locale.ROOT),
                String.valueOf(refusal.getMessage()),
                refusal.kind().status(),
                refusal.details()));
    }

    /** For a status that the container or a library chose. */
    static ErrorBody of(int status) {
        return new ErrorBody(new Problem(type(status), message(status), status, List.of()));
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(error.status());
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json().getBytes(StandardCharsets.UTF_8));
    }

    private static String type(int status) {
        return switch (status) {
            case 400 -> "invalid";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 409 -> "conflict";
            case 413 -> "too_large";
            case 415 -> "unsupported_media_type";
            case 421 -> "misdirected";
            case 429 -> "too_many";
            case 503 -> "unavailable";
            default -> status < 500 ? "invalid" : "internal";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 400 -> "the request makes no sense";
            case 401 -> "log in first";
            case 403 -> "this is not allowed";
            case 404 -> "there is nothing here";
            case 405 -> "this cannot be done here";
            case 406 -> "no such form of it can be given";
            case 413 -> "the request is too large";
            case 415 -> "content of this type is not understood";
            case 421 -> "this server does not go by that name";
            case 503 -> "not now";
            default ->
                status < 500 ? "the request cannot be served" : "something went wrong; the server's log says what";
        };
    }
}
