package io.ohmykube.cli.server;

import io.ohmykube.config.InvalidClusterException;
import io.ohmykube.processes.ClusterBusyException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns whatever goes wrong into JSON with the right status. What happens inside stays in the log. */
@Hidden
@RestController
@RestControllerAdvice
class Errors implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final Work work;

    Errors(ServerParts parts) {
        this.work = parts.work();
    }

    /** What the container found wrong. */
    @RequestMapping("/error")
    ResponseEntity<ErrorBody> container(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Refusal refusal = refusal(cause);
        return refusal == null ? answer(ErrorBody.of(status instanceof Integer code ? code : 404)) : answer(refusal);
    }

    @ExceptionHandler(Refusal.class)
    ResponseEntity<ErrorBody> refused(Refusal refusal) {
        return answer(refusal);
    }

    @ExceptionHandler(ClusterBusyException.class)
    ResponseEntity<ErrorBody> busy(ClusterBusyException e) {
        return answer(new Refusal(Refusal.Kind.BUSY, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler(InvalidClusterException.class)
    ResponseEntity<ErrorBody> invalid(InvalidClusterException e) {
        return answer(new Refusal(
                Refusal.Kind.INVALID,
                "the cluster makes no sense like this",
                e.problems().stream().map(Object::toString).toList()));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<ErrorBody> unreadable(HttpMessageNotReadableException e) {
        Refusal refusal = refusal(e);
        return answer(
                refusal == null ? new Refusal(Refusal.Kind.INVALID, "the body is not what belongs here") : refusal);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<ErrorBody> mismatch(MethodArgumentTypeMismatchException e) {
        return answer(new Refusal(Refusal.Kind.INVALID, e.getName() + ": a value of another kind belongs here"));
    }

    /** Nobody listens any more. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("a client went away", e);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ErrorBody> other(Exception e) throws IOException {
        if (e instanceof ErrorResponse known) {
            return answer(ErrorBody.of(known.getStatusCode().value()));
        }
        if (e instanceof RuntimeException failure) {
            Optional<Refusal> meant = work.explain(failure);
            if (meant.isPresent()) {
                return answer(meant.get());
            }
        }
        LOG.error("a request failed", e);
        return answer(ErrorBody.of(500));
    }

    private static @Nullable Refusal refusal(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static ResponseEntity<ErrorBody> answer(Refusal refusal) {
        return answer(ErrorBody.of(refusal));
    }

    private static ResponseEntity<ErrorBody> answer(ErrorBody body) {
        return ResponseEntity.status(body.error().status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
