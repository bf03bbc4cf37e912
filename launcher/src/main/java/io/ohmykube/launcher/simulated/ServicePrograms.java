package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code systemctl}, for services whose unit file was put on the machine. */
final class ServicePrograms {
    private static final String UNITS = "/etc/systemd/system/";

    private ServicePrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "systemctl daemon-reload", execution -> 0,
                "systemctl enable", execution -> each(execution, ServicePrograms::enable),
                "systemctl disable", execution -> each(execution, ServicePrograms::disable),
                "systemctl start", execution -> each(execution, ServicePrograms::start),
                "systemctl restart", execution -> each(execution, ServicePrograms::start),
                "systemctl stop", execution -> each(execution, ServicePrograms::stop),
                "systemctl is-active", ServicePrograms::isActive,
                "systemctl is-system-running", ServicePrograms::isSystemRunning);
    }

    private interface Change {
        int apply(Execution execution, String service) throws IOException;
    }

    /** Starts a service as systemd does: what it executes must be there. Returns the exit code. */
    static int start(Execution execution, String service) throws IOException {
        if (!known(execution, service)) {
            return execution.fail(5, "Failed to start " + service + ".service: Unit not found.");
        }
        if (!execution.files().hasProgram(service)) {
            return execution.fail(
                    1, "Job for " + service + ".service failed: its program is not installed (simulated)");
        }
        execution.machine().system().change(state -> state.active.add(service));
        return 0;
    }

    static int stop(Execution execution, String service) throws IOException {
        execution.machine().system().change(state -> state.active.remove(service));
        return 0;
    }

    static int enable(Execution execution, String service) throws IOException {
        if (!known(execution, service)) {
            return execution.fail(1, "Failed to enable unit: Unit file " + service + ".service does not exist.");
        }
        execution.machine().system().change(state -> state.enabled.add(service));
        return 0;
    }

    private static int disable(Execution execution, String service) throws IOException {
        execution.machine().system().change(state -> state.enabled.remove(service));
        return 0;
    }

    private static int isActive(Execution execution) throws IOException {
        Arguments arguments = Arguments.parse(execution.arguments(), Set.of());
        boolean active = execution.machine().active(name(arguments.operands().get(0)));
        if (!arguments.flag("q", "quiet")) {
            execution.out(active ? "active" : "inactive");
        }
        return active ? 0 : 3;
    }

    private static int isSystemRunning(Execution execution) throws IOException {
        execution.out("running");
        return 0;
    }

    private static int each(Execution execution, Change change) throws IOException {
        Arguments arguments = Arguments.parse(execution.arguments(), Set.of());
        List<String> services = arguments.operands();
        for (String service : services) {
            int exitCode = change.apply(execution, name(service));
            if (exitCode == 0 && arguments.flag("now")) {
                exitCode = start(execution, name(service));
            }
            if (exitCode != 0) {
                return exitCode;
            }
        }
        return 0;
    }

    private static boolean known(Execution execution, String service) {
        return execution.files().exists(UNITS + service + ".service");
    }

    private static String name(String unit) {
        return unit.replaceFirst("\\.service$", "");
    }
}
