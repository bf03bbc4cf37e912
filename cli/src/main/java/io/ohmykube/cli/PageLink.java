package io.ohmykube.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.cli.view.Terminal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;

/** A link to the page of a cluster that lets a browser in once, without a password. */
final class PageLink {
    private static final int DONE = 200;

    private final Session session;
    private final String cluster;

    PageLink(Session session, String cluster) {
        this.session = session;
        this.cluster = cluster;
    }

    /**
     * Shows the page of a server in a browser, and says where it is. A page that cannot be shown is warned of, and keeps
     * nobody from his work.
     */
    void open(RunningServer server) {
        Terminal terminal = session.terminal();
        try {
            HttpResponse<String> answer =
                    server.client().send(server.post("/links", ""), HttpResponse.BodyHandlers.ofString());
            if (RunningServer.IS_NONE.contains(answer.statusCode())) {
                return;
            }
            if (answer.statusCode() != DONE) {
                terminal.err().println("warning: the page cannot be opened: " + answer.body());
                return;
            }
            String code =
                    new ObjectMapper().readTree(answer.body()).path("code").asText();
            // Behind the #, which a browser sends to nobody: the page itself gives the code back, and takes it out.
            String url = server.url() + "/#/clusters/" + cluster + "?code=" + code;
            boolean opened = new Browser(session.environment()).open(url);
            // Said also where a program was found: it may show nothing.
            terminal.err().println("Watch it at " + url + (opened ? "" : " (works once, within a minute)"));
        } catch (ConnectException e) {
            // No server either. Whoever gives the command to it finds that out, too, and knows what to do then.
            return;
        } catch (IOException e) {
            terminal.err().println("warning: the page cannot be opened: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
