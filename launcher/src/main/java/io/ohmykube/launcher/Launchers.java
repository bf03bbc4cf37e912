package io.ohmykube.launcher;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The launchers there are, best first. A launcher that only pretends is never chosen unless it is asked for by name.
 */
public final class Launchers {
    private final List<Launcher> all;

    /** @param all best first */
    public Launchers(List<Launcher> all) {
        this.all = List.copyOf(all);
    }

    public List<Launcher> all() {
        return all;
    }

    public List<String> names() {
        return all.stream().map(Launcher::name).toList();
    }

    public Optional<Launcher> find(String name) {
        return all.stream().filter(launcher -> launcher.name().equals(name)).findFirst();
    }

    /** The launcher of that name. Throws {@link LauncherException}, which names those there are. */
    public Launcher require(String name) {
        return find(name)
                .orElseThrow(() -> new LauncherException(
                        "there is no launcher '" + name + "'; there are: " + String.join(", ", names())));
    }

    /** The best real launcher that works on this host. Throws {@link LauncherException}, which says how to get one. */
    public Launcher best() {
        return candidates().stream()
                .filter(launcher -> launcher.availability().available())
                .findFirst()
                .orElseThrow(this::noneWorks);
    }

    /** What would make a launcher work here: the first remedy that any of the candidates for {@link #best} knows. */
    public Optional<Availability> remedy() {
        return candidates().stream()
                .map(Launcher::availability)
                .filter(availability -> !availability.remedy().isEmpty())
                .findFirst();
    }

    private List<Launcher> candidates() {
        return all.stream().filter(Launcher::chosenByDefault).toList();
    }

    private LauncherException noneWorks() {
        String problems = candidates().stream()
                .map(launcher -> {
                    Availability availability = launcher.availability();
                    return launcher.name() + ": " + availability.problem()
                            + (availability.remedy().isEmpty()
                                    ? ""
                                    : "; to get it, run as root: " + String.join(" ", availability.remedy()));
                })
                .collect(Collectors.joining("\n"));
        return new LauncherException("no launcher works on this host\n" + problems);
    }
}
