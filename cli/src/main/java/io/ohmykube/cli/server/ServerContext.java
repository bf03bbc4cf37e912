package io.ohmykube.cli.server;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.util.Map;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What Spring puts together: the web server, our interface, and Camunda's web applications on the engine that we opened. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            CamundaBpmAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@EnableConfigurationProperties(CamundaBpmProperties.class)
@Import({
    Security.class,
    Errors.class,
    ClustersApi.class,
    CommandsApi.class,
    EvidenceApi.class,
    OthersApi.class,
    EventsApi.class,
    AccountsApi.class,
    LinksApi.class,
    HealthApi.class,
    MetricsApi.class
})
class ServerContext {
    /** Small letters with underscores; what is not known, and what is not what it should be, is refused. */
    @Bean
    Jackson2ObjectMapperBuilderCustomizer json() {
        return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .featuresToDisable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .featuresToEnable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** As many commands at a time as are given. */
    @Bean
    WebMvcConfigurer asynchronous() {
        return new WebMvcConfigurer() {
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer support) {
                support.setTaskExecutor(new SimpleAsyncTaskExecutor("command-"));
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
                host.setErrorReportValveClass(PlainErrors.class.getName());
            }
        });
    }

    @Bean
    FilterRegistrationBean<CockpitFilter> cockpitAccess() {
        FilterRegistrationBean<CockpitFilter> filter = new FilterRegistrationBean<>(new CockpitFilter());
        filter.setInitParameters(Map.of("authentication-provider", CockpitAccess.class.getName()));
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        return filter;
    }

    @Bean
    OpenAPI description(ServerParts parts) {
        return new OpenAPI()
                .info(new Info()
                        .title("OhMyKube")
                        .version(parts.version())
                        .description("Clusters of Kubernetes, and the processes that make and change them."));
    }
}
