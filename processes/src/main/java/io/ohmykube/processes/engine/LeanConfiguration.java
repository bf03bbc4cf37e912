package io.ohmykube.processes.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.variable.serializer.VariableSerializers;

/**
 * The smallest engine that runs our processes. Nothing of it is left out that a process of ours, or one that a user made
 * out of ours, could need; decisions, cases and scripts are, and with them the libraries that they would load.
 */
final class LeanConfiguration extends StandaloneProcessEngineConfiguration {
    /** Set to {@code true} to let MyBatis parse all statements at start, as the engine does by itself. */
    static final String EAGER = "ohmykube.engine.eager";

    static final String H2 = "h2";

    /**
     * @param beans what expressions can name
     * @param schemaUpdate one of the engine's {@code DB_SCHEMA_UPDATE_…}
     */
    LeanConfiguration(String name, DataSource database, Map<String, Object> beans, String schemaUpdate) {
        setProcessEngineName(name);
        setDataSource(database);
        // Not asked of the database: a connection costs more than the answer is worth.
        setDatabaseType(H2);
        setDatabaseSchemaUpdate(schemaUpdate);
        setSkipIsolationLevelCheck(true);
        setIdGenerator(new StrongUuidGenerator());
        setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY);
        setBeans(new HashMap<>(beans));
        // By default an error that nothing catches ends the process as if it had succeeded.
        setEnableExceptionsAfterUnhandledBpmnError(true);
        setMetricsEnabled(false);
        setTaskMetricsEnabled(false);
        setDbMetricsReporterActivate(false);
        setHistoryCleanupEnabled(false);
        setCmmnEnabled(false);
        setDmnEnabled(false);
        setAuthorizationEnabled(false);
        // Of queries that somebody stores in the engine: expressions run code.
        setEnableExpressionsInStoredQueries(false);
        setBpmnParseFactory(SchemalessParser::parse);
        // The engine would ask the name service.
        setHostname("localhost");
        // A failed step is reported by its progress event and its incident, not by a stack trace of the engine's.
        setEnableCmdExceptionLogging(false);
        setEnableReducedJobExceptionLogging(true);
    }

    @Override
    protected void initDmnEngine() {
        // The decision engine would load a Scala runtime.
    }

    @Override
    protected void initScripting() {
        // No process of ours may hold a script: see ProcessValidator.
    }

    @Override
    protected void initSqlSessionFactory() {
        if (Boolean.getBoolean(EAGER) || !MapperIndex.isThere()) {
            super.initSqlSessionFactory();
            return;
        }
        Properties properties = new Properties();
        properties.put("prefix", databaseTablePrefix);
        initSqlSessionFactoryProperties(properties, databaseTablePrefix, databaseType);
        Configuration mappers = new LazyMappers(properties);
        mappers.setEnvironment(new Environment("default", transactionFactory, dataSource));
        mappers.setLazyLoadingEnabled(false);
        mappers.setDefaultStatementTimeout(jdbcStatementTimeout);
        if (isJdbcBatchProcessing()) {
            mappers.setDefaultExecutorType(ExecutorType.BATCH);
        }
        sqlSessionFactory = new DefaultSqlSessionFactory(mappers);
    }

    /** Variables are identifiers and small values; a serialised object is refused where it is set. */
    @Override
    protected void initSerialization() {
        super.initSerialization();
        VariableSerializers serializers = getVariableSerializers();
        serializers.removeSerializer(serializers.getSerializerByName("serializable"));
    }
}
