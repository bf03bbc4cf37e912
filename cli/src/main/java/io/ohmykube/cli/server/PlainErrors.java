package io.ohmykube.cli.server;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** What the container says of requests that reach nothing of ours, such as those that are no HTTP: JSON, too. */
public final class PlainErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.getReporter().write(ErrorBody.of(response.getStatus()).json());
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("a client went away", e);
        }
    }
}
