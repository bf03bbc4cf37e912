package io.ohmykube.cli.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what no client of ours sends: requests in another name, which a foreign page could have made its name point to
 * us for; requests that a foreign page makes a browser send; and bodies without measure.
 */
final class Guard extends OncePerRequestFilter {
    static final long LARGEST_BODY = 1L << 20;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> names;
    private final boolean encrypted;

    /** @param names by which this server is called, without ports, in small letters */
    Guard(Set<String> names, boolean encrypted) {
        this.names = names;
        this.encrypted = encrypted;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader("Host");
        if (host == null || !names.contains(name(host))) {
            ErrorBody.of(421).writeTo(response);
            return;
        }
        if (isForeign(request, host)) {
            ErrorBody.of(new Refusal(Refusal.Kind.FORBIDDEN, "pages of other sites may not ask for this"))
                    .writeTo(response);
            return;
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            ErrorBody.of(413).writeTo(response);
            return;
        }
        chain.doFilter(new Limited(request), response);
    }

    /** Not said where a request comes from is fine where no browser sends it: browsers always say it of what changes. */
    private boolean isForeign(HttpServletRequest request, String host) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return !origin.equalsIgnoreCase((encrypted ? "https://" : "http://") + host);
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean ours = site == null || site.equals("same-origin") || site.equals("none");
        return !ours
                && (!SAFE.contains(request.getMethod()) || !"navigate".equals(request.getHeader("Sec-Fetch-Mode")));
    }

    private static @Nullable String name(String host) {
        try {
            String name = new URI("http://" + host).getHost();
            return name == null ? null : name.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** A body that ends with an error when it becomes too large. */
    private static final class Limited extends HttpServletRequestWrapper {
        private @Nullable ServletInputStream in;

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (in == null) {
                in = new LimitedStream(super.getInputStream());
            }
            return in;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class LimitedStream extends ServletInputStream {
        private final ServletInputStream in;
        private long left = LARGEST_BODY;

        LimitedStream(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new Refusal(Refusal.Kind.TOO_LARGE, "the body has more than " + (LARGEST_BODY >> 20) + " MiB");
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
