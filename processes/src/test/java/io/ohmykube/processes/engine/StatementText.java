package io.ohmykube.processes.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.scripting.xmltags.SqlNode;
import org.apache.ibatis.session.Configuration;

/** A mapped statement as text that is equal for equal statements: its kind, its results, and its SQL as a tree. */
final class StatementText {
    private StatementText() {}

    static String of(MappedStatement statement) {
        return String.join(
                "\n",
                statement.getId(),
                statement.getSqlCommandType().name(),
                statement.getStatementType().name(),
                String.valueOf(statement.getParameterMap().getType()),
                statement.isFlushCacheRequired() + " " + statement.isUseCache(),
                statement.getResultMaps().stream().map(StatementText::of).collect(Collectors.joining("; ")),
                tree(statement.getSqlSource()));
    }

    private static String of(ResultMap map) {
        return map.getId() + " " + map.getType() + " " + map.getMappedColumns() + " "
                + map.getPropertyResultMappings().stream()
                        .map(p -> p.getProperty() + "/" + p.getColumn() + "/" + p.getNestedResultMapId())
                        .toList();
    }

    private static String tree(Object node) {
        if (node == null) {
            return "-";
        }
        if (node instanceof String text) {
            return "'" + text.replaceAll("\\s+", " ").strip() + "'";
        }
        if (node instanceof Boolean || node instanceof Number || node instanceof Enum || node instanceof Class) {
            return node.toString();
        }
        if (node instanceof Collection<?> many) {
            return many.stream().map(StatementText::tree).toList().toString();
        }
        if (node instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(String.valueOf(key), tree(value)));
            return sorted.toString();
        }
        if (node instanceof SqlNode || node instanceof SqlSource || node instanceof ParameterMapping) {
            return fields(node);
        }
        return node.getClass().getName();
    }

    private static String fields(Object node) {
        StringBuilder text = new StringBuilder(node.getClass().getSimpleName()).append('(');
        for (Class<?> type = node.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && field.getType() != Configuration.class) {
                    field.setAccessible(true);
                    try {
                        text.append(field.getName())
                                .append('=')
                                .append(tree(field.get(node)))
                                .append(' ');
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        return text.append(')').toString();
    }
}
