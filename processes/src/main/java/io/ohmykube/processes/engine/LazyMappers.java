package io.ohmykube.processes.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.builder.MapperBuilderAssistant;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.builder.xml.XMLStatementBuilder;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.parsing.XPathParser;
import org.apache.ibatis.session.Configuration;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * A MyBatis configuration that reads a mapper file when something in it is first used, and parses a statement when it is
 * first run. The engine has 880 statements; an operation runs about 60 of them, and parsing all takes longer than
 * everything else at start together.
 *
 * <p>Depends on how MyBatis is made inside: {@code LazyMappersTest} compares every statement with the eagerly parsed one.
 */
final class LazyMappers extends Configuration {
    private static final String SELECT_KEY = "!selectKey";

    private final MapperIndex index = MapperIndex.load();
    private final Set<String> filesRead = new HashSet<>();
    private final Map<String, Unparsed> unparsed = new HashMap<>();
    private final Set<String> parsed = ConcurrentHashMap.newKeySet();
    private final @Nullable Map<String, XNode> fragments;

    /** A statement of a file that is read. */
    private record Unparsed(Element element, MapperBuilderAssistant assistant, XPathParser parser) {}

    LazyMappers(Properties variables) {
        setVariables(variables);
        fragments = new Fragments(super.getSqlFragments());
    }

    @Override
    public Map<String, XNode> getSqlFragments() {
        // Asked by the super constructor too, before there are any.
        return fragments == null ? super.getSqlFragments() : fragments;
    }

    @Override
    public boolean hasResultMap(String id) {
        readFileOf(id);
        return super.hasResultMap(id);
    }

    @Override
    public ResultMap getResultMap(String id) {
        readFileOf(id);
        return super.getResultMap(id);
    }

    @Override
    public MappedStatement getMappedStatement(String id, boolean validateIncompleteStatements) {
        parse(id);
        return super.getMappedStatement(id, validateIncompleteStatements);
    }

    @Override
    public boolean hasStatement(String id, boolean validateIncompleteStatements) {
        parse(id);
        return super.hasStatement(id, validateIncompleteStatements);
    }

    private void parse(String id) {
        // The thread that holds the monitor is in the middle of parsing, and asks what is there already.
        if (parsed.contains(id) || id.endsWith(SELECT_KEY) || Thread.holdsLock(this)) {
            return;
        }
        synchronized (this) {
            String name = id.substring(id.lastIndexOf('.') + 1);
            @Nullable String file = index.fileOfStatement(name);
            if (file != null) {
                read(file);
                @Nullable Unparsed statement = unparsed.remove(name);
                if (statement != null) {
                    XNode node = new XNode(statement.parser, statement.element, getVariables());
                    new XMLStatementBuilder(this, statement.assistant, node).parseStatementNode();
                }
            }
            parsed.add(id);
        }
    }

    private void readFileOf(String qualifiedId) {
        int dot = qualifiedId.lastIndexOf('.');
        @Nullable String file = dot < 0 ? null : index.fileOfNamespace(qualifiedId.substring(0, dot));
        if (file != null) {
            read(file);
        }
    }

    /** Reads everything of a file but its statements, which are put by. */
    private synchronized void read(String name) {
        if (!filesRead.add(name)) {
            return;
        }
        MapperFile file = MapperFile.read(name);
        MapperBuilderAssistant assistant = new MapperBuilderAssistant(this, name);
        assistant.setCurrentNamespace(file.namespace());
        XPathParser parser = new XPathParser(file.document(), false, getVariables(), null);
        for (Element statement : file.statements()) {
            statement.getParentNode().removeChild(statement);
            unparsed.put(statement.getAttribute("id"), new Unparsed(statement, assistant, parser));
        }
        builder(parser, name).parse();
    }

    private XMLMapperBuilder builder(XPathParser parser, String name) {
        try {
            // Its public constructors read the file again, statements included.
            Constructor<XMLMapperBuilder> constructor = XMLMapperBuilder.class.getDeclaredConstructor(
                    XPathParser.class, Configuration.class, String.class, Map.class);
            constructor.setAccessible(true);
            return constructor.newInstance(parser, this, name, getSqlFragments());
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(
                    "this MyBatis cannot be used lazily; set -D" + LeanConfiguration.EAGER + "=true", e);
        }
    }

    /** The fragments that statements include; asking for one reads its file. */
    private final class Fragments extends AbstractMap<String, XNode> {
        private final Map<String, XNode> read;

        Fragments(Map<String, XNode> read) {
            this.read = read;
        }

        @Override
        public @Nullable XNode get(Object key) {
            readFileOf((String) key);
            return read.get(key);
        }

        @Override
        public boolean containsKey(Object key) {
            readFileOf((String) key);
            return read.containsKey(key);
        }

        @Override
        public @Nullable XNode put(String key, XNode value) {
            return read.put(key, value);
        }

        @Override
        public Set<Entry<String, XNode>> entrySet() {
            return read.entrySet();
        }
    }
}
