package io.ohmykube.cli.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;

/** Who may ask for what. */
@Configuration(proxyBeanMethods = false)
class Security {
    private static final String ADMIN = Account.Role.ADMIN.name();
    /** The page without what it shows: that it asks for, like any other program. */
    private static final String[] PAGE = {"/", "/index.html", "/page.js", "/page.css", "/page.js.LEGAL.txt"};
    /** The diagrams are drawn with style attributes. */
    private static final String OURS_ALONE =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'self'";

    private static final Pattern DEPLOYMENTS =
            Pattern.compile("/(?:engine-rest|camunda/api)(?:/.*)?/deployment(?:/.*)?");
    /** What is deployed was looked at: a workflow is no way to run code on this host. */
    private static final String WORKFLOWS =
            "workflows are changed by 'ohmykube workflow apply' alone, which looks at them first";

    /**
     * Answers that go on for long are written by threads of their own, from their first line on, while the request's own
     * thread comes back: both would write these headers at the end, which nothing keeps apart.
     */
    private static final ObjectPostProcessor<HeaderWriterFilter> AT_THE_BEGINNING = new ObjectPostProcessor<>() {
        @Override
        public <O extends HeaderWriterFilter> O postProcess(O filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    };

    /** No account has it. */
    private static final String NOBODY = "NOBODY";

    /**
     * Without a login only the health checks answer, and the page that asks for one. There are no tokens against forged requests: {@link Guard} refuses
     * whatever a page of another site sends, and the cookie does not go with it.
     */
    @Bean
    SecurityFilterChain rules(HttpSecurity http, Tokens tokens, Accounts accounts) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                // Cockpit keeps a session, which lets nobody in. Named anew by each request, as one that a login begins
                // would be, it would be found by none of the many requests of a page.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .headers(headers -> headers.withObjectPostProcessor(AT_THE_BEGINNING)
                        .frameOptions(frame -> frame.sameOrigin())
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                request -> List.of(PAGE).contains(request.getServletPath()),
                                new ContentSecurityPolicyHeaderWriter(OURS_ALONE))))
                .addFilterBefore(new TokenFilter(tokens, accounts), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/health", "/health/*")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/v1/session", "/api/v1/session/link")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, PAGE)
                        .permitAll()
                        // Accounts are ours, not the engine's; nobody makes its first administrator.
                        .requestMatchers("/camunda/app/admin/**", "/camunda/api/admin/setup/**")
                        .hasRole(NOBODY)
                        .requestMatchers(Security::changesDeployments)
                        .hasRole(NOBODY)
                        .requestMatchers("/camunda/**", "/engine-rest/**", "/api/v1/accounts/**", "/api/v1/accounts")
                        .hasRole(ADMIN)
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            ErrorBody.of(401).writeTo(response);
                        })
                        .accessDeniedHandler((request, response, e) -> (changesDeployments(request)
                                        ? ErrorBody.of(new Refusal(Refusal.Kind.FORBIDDEN, WORKFLOWS))
                                        : ErrorBody.of(403))
                                .writeTo(response)))
                .build();
    }

    /** By the engine's own interface, or by that of its web applications, which has all of it once more. */
    private static boolean changesDeployments(HttpServletRequest request) {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return !request.getMethod().equals("GET") && DEPLOYMENTS.matcher(path).matches();
    }

    /** What is no sound path or header. */
    @Bean
    RequestRejectedHandler rejected() {
        return (request, response, e) -> ErrorBody.of(400).writeTo(response);
    }

    /** Before everything else. */
    @Bean
    FilterRegistrationBean<Guard> guard(HostNames names, ServerOptions options) {
        FilterRegistrationBean<Guard> guard =
                new FilterRegistrationBean<>(new Guard(Set.copyOf(names.all()), options.encrypted()));
        guard.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return guard;
    }

    /** All that is answered is measured, also what is refused. */
    @Bean
    FilterRegistrationBean<RequestTimes> times(ServerMetrics metrics) {
        FilterRegistrationBean<RequestTimes> times = new FilterRegistrationBean<>(new RequestTimes(metrics));
        times.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return times;
    }
}
