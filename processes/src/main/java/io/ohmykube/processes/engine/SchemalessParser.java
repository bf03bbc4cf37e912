package io.ohmykube.processes.engine;

import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.xml.sax.SAXException;

/**
 * Parses processes without checking them against the BPMN schema: that is done once, when a file is validated, and loading
 * the schema takes longer than parsing all our files.
 */
final class SchemalessParser extends BpmnParser {
    private static final String NAMESPACE_PREFIXES = "http://xml.org/sax/features/namespace-prefixes";

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private final SAXParserFactory factory;

    private SchemalessParser(BpmnParser like) {
        super(like.getExpressionManager(), SchemalessParser::parse);
        setParseListeners(like.getParseListeners());
        factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        try {
            factory.setFeature(NAMESPACE_PREFIXES, true);
            factory.setFeature(NO_DOCTYPE, true);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    static BpmnParse parse(BpmnParser like) {
        BpmnParse parse = new BpmnParse(new SchemalessParser(like));
        parse.setSchemaResource(null);
        return parse;
    }

    @Override
    protected SAXParserFactory getSaxParserFactoryLazily() {
        return factory;
    }

    @Override
    protected void enableSchemaValidation(boolean enable) {
        // Never; and the inherited way would make the parser blind to namespaces.
    }
}
