package io.ohmykube.processes.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** One of the engine's MyBatis mapper files as XML. */
final class MapperFile {
    private final Document document;

    private MapperFile(Document document) {
        this.document = document;
    }

    /** Reads a file of the class path. */
    static MapperFile read(String name) {
        try (InputStream in = MapperFile.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no mapper file " + name);
            }
            return new MapperFile(builder().parse(in, name));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the mapper file " + name + " cannot be read", e);
        }
    }

    Document document() {
        return document;
    }

    String namespace() {
        return document.getDocumentElement().getAttribute("namespace");
    }

    /** The elements that are statements: {@code select}, {@code insert}, {@code update}, {@code delete}. */
    List<Element> statements() {
        List<Element> found = new ArrayList<>();
        for (Node n = document.getDocumentElement().getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                switch (element.getNodeName()) {
                    case "select", "insert", "update", "delete" -> found.add(element);
                    default -> {}
                }
            }
        }
        return found;
    }

    private static DocumentBuilder builder() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setIgnoringComments(true);
        factory.setExpandEntityReferences(false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        return builder;
    }
}
