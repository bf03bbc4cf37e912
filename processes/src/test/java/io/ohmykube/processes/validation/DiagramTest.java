package io.ohmykube.processes.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.processes.TestProcesses;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The diagrams of our processes read well: nothing lies on anything else, and flows end where they seem to. */
class DiagramTest {
    private static final double NEAR = 1.0;

    static Stream<String> files() {
        return TestProcesses.files().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shapesDoNotOverlap(String name) {
        ProcessFile file = file(name);
        Map<String, Rectangle2D> shapes = shapes(file);
        List<String> ids = new ArrayList<>(shapes.keySet());
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                Element a = file.element(ids.get(i)).orElseThrow();
                Element b = file.element(ids.get(j)).orElseThrow();
                if (!belongs(a, b) && !belongs(b, a)) {
                    assertThat(shapes.get(ids.get(i)).intersects(shapes.get(ids.get(j))))
                            .as(ids.get(i) + " on " + ids.get(j))
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aShapeLiesInsideTheSubProcessItIsPartOf(String name) {
        ProcessFile file = file(name);
        Map<String, Rectangle2D> shapes = shapes(file);
        shapes.forEach((id, shape) -> {
            Element parent = (Element) file.element(id).orElseThrow().getParentNode();
            if (ProcessFile.is(parent, "subProcess")) {
                assertThat(shapes.get(parent.getAttribute("id")).contains(shape))
                        .as(id)
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void aBoundaryEventSitsOnTheEdgeOfWhatItGuards(String name) {
        ProcessFile file = file(name);
        Map<String, Rectangle2D> shapes = shapes(file);
        for (Element event : file.bpmn("boundaryEvent")) {
            Rectangle2D shape = shapes.get(event.getAttribute("id"));
            Rectangle2D host = shapes.get(event.getAttribute("attachedToRef"));
            assertThat(onBorder(host, shape.getCenterX(), shape.getCenterY()))
                    .as(event.getAttribute("id"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void flowsRunFromBorderToBorderAtRightAngles(String name) {
        ProcessFile file = file(name);
        Map<String, Rectangle2D> shapes = shapes(file);
        for (Element edge : file.all(ProcessFile.DI, "BPMNEdge")) {
            Element flow = file.element(edge.getAttribute("bpmnElement")).orElseThrow();
            List<double[]> points = points(edge);
            double[] first = points.get(0);
            double[] last = points.get(points.size() - 1);
            String id = flow.getAttribute("id");
            assertThat(onBorder(shapes.get(flow.getAttribute("sourceRef")), first[0], first[1]))
                    .as("start of " + id)
                    .isTrue();
            assertThat(onBorder(shapes.get(flow.getAttribute("targetRef")), last[0], last[1]))
                    .as("end of " + id)
                    .isTrue();
            for (int i = 1; i < points.size(); i++) {
                double dx = Math.abs(points.get(i)[0] - points.get(i - 1)[0]);
                double dy = Math.abs(points.get(i)[1] - points.get(i - 1)[1]);
                assertThat(Math.min(dx, dy)).as(id).isLessThan(NEAR);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void flowsDoNotRunThroughShapes(String name) {
        ProcessFile file = file(name);
        Map<String, Rectangle2D> shapes = shapes(file);
        for (Element edge : file.all(ProcessFile.DI, "BPMNEdge")) {
            List<double[]> points = points(edge);
            Element flow = file.element(edge.getAttribute("bpmnElement")).orElseThrow();
            shapes.forEach((id, shape) -> {
                Element element = file.element(id).orElseThrow();
                Rectangle2D inner = new Rectangle2D.Double(
                        shape.getX() + NEAR,
                        shape.getY() + NEAR,
                        shape.getWidth() - 2 * NEAR,
                        shape.getHeight() - 2 * NEAR);
                for (int i = 1; i < points.size() && !within(flow, element); i++) {
                    assertThat(inner.intersectsLine(
                                    points.get(i - 1)[0], points.get(i - 1)[1], points.get(i)[0], points.get(i)[1]))
                            .as(flow.getAttribute("id") + " through " + id)
                            .isFalse();
                }
            });
        }
    }

    private static ProcessFile file(String name) {
        return TestFiles.parse(name, TestProcesses.files().get(name));
    }

    private static Map<String, Rectangle2D> shapes(ProcessFile file) {
        Map<String, Rectangle2D> shapes = new HashMap<>();
        for (Element shape : file.all(ProcessFile.DI, "BPMNShape")) {
            Element bounds =
                    (Element) shape.getElementsByTagNameNS("*", "Bounds").item(0);
            shapes.put(
                    shape.getAttribute("bpmnElement"),
                    new Rectangle2D.Double(
                            number(bounds, "x"),
                            number(bounds, "y"),
                            number(bounds, "width"),
                            number(bounds, "height")));
        }
        return shapes;
    }

    private static List<double[]> points(Element edge) {
        List<double[]> points = new ArrayList<>();
        var waypoints = edge.getElementsByTagNameNS("*", "waypoint");
        for (int i = 0; i < waypoints.getLength(); i++) {
            Element point = (Element) waypoints.item(i);
            points.add(new double[] {number(point, "x"), number(point, "y")});
        }
        return points;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static boolean belongs(Element inner, Element outer) {
        return within(inner, outer) || inner.getAttribute("attachedToRef").equals(outer.getAttribute("id"));
    }

    private static boolean within(Element inner, Element outer) {
        return inner.getParentNode() == outer;
    }

    private static boolean onBorder(Rectangle2D shape, double x, double y) {
        boolean inside = x >= shape.getMinX() - NEAR
                && x <= shape.getMaxX() + NEAR
                && y >= shape.getMinY() - NEAR
                && y <= shape.getMaxY() + NEAR;
        boolean atEdge = Math.abs(x - shape.getMinX()) <= NEAR
                || Math.abs(x - shape.getMaxX()) <= NEAR
                || Math.abs(y - shape.getMinY()) <= NEAR
                || Math.abs(y - shape.getMaxY()) <= NEAR;
        return inside && atEdge;
    }
}
