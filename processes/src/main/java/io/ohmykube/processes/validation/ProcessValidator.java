package io.ohmykube.processes.validation;

import io.ohmykube.workers.contract.StepFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.xml.ModelException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks BPMN files before they are deployed: against the BPMN schema, and against the rules that keep a run safe to repeat,
 * parallel and free of foreign code.
 */
public final class ProcessValidator {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    /** The schema's words, which name no place in the file. */
    private static final Pattern NO_ELEMENT = Pattern.compile("no ID/IDREF binding for IDREF '([^']+)'");

    private static final List<Rule> RULES = List.of(
            new ProcessRule(),
            new ContentRule(),
            new ScriptRule(),
            new FlowRule(),
            new StepRule(),
            new SubjectRule(),
            new TaskRule(),
            new JoinRule(),
            new CallRule(),
            new ErrorRule(),
            new DiagramRule());

    private final Map<String, StepFacts> steps;
    private final Set<String> free;

    /** Takes the steps that service tasks may name. No file may run code. */
    public ProcessValidator(Map<String, StepFacts> steps) {
        this(steps, Set.of());
    }

    /**
     * @param steps what service tasks may name, by the names of their delegates
     * @param free names of the files whose expressions, classes and listeners may run any code
     */
    public ProcessValidator(Map<String, StepFacts> steps, Set<String> free) {
        this.steps = Map.copyOf(steps);
        this.free = Set.copyOf(free);
    }

    /** Checks all files that are to be deployed together, by name. Returns every problem; none means they can be deployed. */
    public List<ProcessProblem> validate(Map<String, byte[]> files) {
        List<ProcessProblem> problems = new ArrayList<>();
        List<ProcessFile> read = new ArrayList<>();
        new TreeMap<>(files).forEach((name, content) -> {
            try {
                read.add(new ProcessFile(name, parse(content)));
            } catch (IOException e) {
                problems.add(new ProcessProblem(name, "the file", String.valueOf(e.getMessage())));
            }
        });
        Set<String> processes = new HashSet<>();
        for (ProcessFile file : read) {
            file.bpmn("process").forEach(process -> processes.add(process.getAttribute("id")));
        }
        Known known = new Known(steps, processes, given(read), free);
        for (ProcessFile file : read) {
            for (Rule rule : RULES) {
                rule.check(
                        file,
                        known,
                        (where, message) ->
                                problems.add(new ProcessProblem(file.name(), ProcessFile.place(where), message)));
            }
        }
        return List.copyOf(problems);
    }

    private static Map<String, Set<String>> given(List<ProcessFile> files) {
        Map<String, Set<String>> given = new HashMap<>();
        files.stream().flatMap(file -> file.bpmn("callActivity").stream()).forEach(call -> {
            NodeList handed = call.getElementsByTagNameNS(ProcessFile.CAMUNDA, "in");
            Set<String> names = given.computeIfAbsent(call.getAttribute("calledElement"), id -> new HashSet<>());
            for (int i = 0; i < handed.getLength(); i++) {
                names.add(((Element) handed.item(i)).getAttribute("target"));
            }
        });
        return given;
    }

    /** Reads the file twice: for what it holds, without ever following a reference out of it, and against the schema. */
    static Document parse(byte[] content) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(NO_DOCTYPE, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Document document = builder.parse(new ByteArrayInputStream(content));
            Bpmn.readModelFromStream(new ByteArrayInputStream(content));
            return document;
        } catch (SAXException e) {
            throw new IOException("is not XML: " + e.getMessage(), e);
        } catch (ModelException e) {
            String message = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
            Matcher missing = NO_ELEMENT.matcher(message);
            throw new IOException(
                    missing.find()
                            ? "is not BPMN: a sequence flow, or something else, names '" + missing.group(1)
                                    + "', and no element has that id"
                            : "is not BPMN: " + message,
                    e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
