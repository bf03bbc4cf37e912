package io.ohmykube.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;

/** The engine runs the same statements whether they were parsed at start or when first used. */
class LazyMappersTest {
    @Test
    void everyStatementEqualsTheEagerlyParsedOne() {
        Configuration eager = configuration(true);
        Configuration lazy = configuration(false);
        assertThat(lazy).isInstanceOf(LazyMappers.class);
        List<String> names = new ArrayList<>(statements(eager));
        // The order in which statements are first used must not matter.
        Collections.shuffle(names, new Random(7));

        assertThat(names).hasSizeGreaterThan(800);
        assertThat(names).allSatisfy(name -> assertThat(StatementText.of(lazy.getMappedStatement(name)))
                .isEqualTo(StatementText.of(eager.getMappedStatement(name))));
    }

    @Test
    void theIndexOfTheBuildIsThatOfTheEngineOnTheClassPath() throws IOException {
        try (InputStream in = MapperIndex.class.getResourceAsStream(MapperIndex.RESOURCE)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines())
                    .containsExactlyElementsOf(MapperIndexWriter.lines());
        }
    }

    @Test
    void startingReadsOnlySomeOfTheStatements() {
        assertThat(configuration(false).getMappedStatementNames().size()).isLessThan(100);
    }

    private static Set<String> statements(Configuration configuration) {
        Set<String> names = new TreeSet<>();
        for (Object statement : configuration.getMappedStatements()) {
            // A name that two files use maps to a marker that says so.
            if (statement instanceof MappedStatement mapped) {
                names.add(mapped.getId());
            }
        }
        return names;
    }

    private static Configuration configuration(boolean eager) {
        String before = System.setProperty(LeanConfiguration.EAGER, Boolean.toString(eager));
        Database database = Database.inMemory("parity-" + eager);
        try {
            ProcessEngineConfigurationImpl configuration = new LeanConfiguration(
                    "parity", database.connections(), Map.of(), ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
            ProcessEngine engine = configuration.buildProcessEngine();
            engine.close();
            return configuration.getSqlSessionFactory().getConfiguration();
        } finally {
            database.close();
            if (before == null) {
                System.clearProperty(LeanConfiguration.EAGER);
            } else {
                System.setProperty(LeanConfiguration.EAGER, before);
            }
        }
    }
}
