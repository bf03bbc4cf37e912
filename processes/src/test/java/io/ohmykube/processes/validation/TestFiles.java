package io.ohmykube.processes.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/** Reads files without checking anything. */
final class TestFiles {
    private TestFiles() {}

    static ProcessFile parse(String name, byte[] content) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return new ProcessFile(name, factory.newDocumentBuilder().parse(new ByteArrayInputStream(content)));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
