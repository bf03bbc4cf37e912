package io.ohmykube.launcher.hosts;

import io.ohmykube.config.HostAccess;
import io.ohmykube.launcher.MachineTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a machine says of itself: the lines of {@code host-facts.sh}. */
record Facts(List<String> lines) {
    /** What {@code kubeadm} wants of a control plane at least. */
    private static final int CONTROL_PLANE_CPUS = 2;

    private static final long CONTROL_PLANE_KB = 1700L * 1000 * 1000 / 1024;
    private static final int SYS_RESOURCE = 24;

    Facts {
        lines = List.copyOf(lines);
    }

    /** Why the machine cannot become this node; empty where it can. */
    List<String> problems(String owner, boolean controlPlane) {
        List<String> problems = new ArrayList<>();
        String theirs = value("owner");
        if (!theirs.isEmpty() && !theirs.equals(owner)) {
            problems.add("it is a node of another cluster: " + theirs);
        }
        if (OsFamily.of(words("os")).isEmpty()) {
            problems.add("its system is '" + value("os")
                    + "'; Debian, Ubuntu, RHEL and its like, Fedora, openSUSE and SLES are supported");
        }
        if (!List.of("x86_64", "aarch64").contains(value("arch"))) {
            problems.add("its processors are " + value("arch") + "; amd64 and arm64 are supported");
        }
        all("unsure").forEach(program -> problems.add("it has no program " + program));
        all("has")
                .forEach(what -> problems.add("it has " + what
                        + ", which belongs to another Kubernetes or container runtime that a node of ours would harm"));
        if (controlPlane && cpus() < CONTROL_PLANE_CPUS) {
            problems.add("a control plane needs " + CONTROL_PLANE_CPUS + " processors, it has " + cpus());
        }
        if (controlPlane && Long.parseLong(value("memory")) < CONTROL_PLANE_KB) {
            problems.add("a control plane needs 1700 MB of memory, it has " + megabytes());
        }
        return problems;
    }

    private int cpus() {
        return Integer.parseInt(value("cpus"));
    }

    private String megabytes() {
        return Long.parseLong(value("memory")) * 1024 / 1_000_000 + " MB";
    }

    boolean inContainer() {
        return !List.of("", "none").contains(value("container"));
    }

    /** The address by which other nodes reach it: the one the user named, where the machine has it. */
    Optional<String> address(HostAccess host) {
        List<String> all = words("address");
        return Stream.of(List.of(host.address()), words("default"), all)
                .flatMap(List::stream)
                .filter(all::contains)
                .findFirst();
    }

    MachineTraits traits() {
        if (!inContainer()) {
            return MachineTraits.VIRTUAL_MACHINE;
        }
        boolean mayRaise = (Long.parseUnsignedLong(value("capabilities"), 16) >>> SYS_RESOURCE & 1) == 1;
        boolean restricted = !mayRaise || !value("users").startsWith("0 0 ");
        return new MachineTraits(true, restricted, restricted, !value("cgroup").equals("cgroup2fs"), false);
    }

    /** One line for people. */
    String shown() {
        return String.format(
                Locale.ROOT,
                "%s, %s, %d processors, %s of memory%s",
                words("os").isEmpty() ? "unknown system" : words("os").get(0),
                value("arch"),
                cpus(),
                megabytes(),
                inContainer() ? ", in a container" : "");
    }

    private List<String> words(String name) {
        return Stream.of(value(name).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private String value(String name) {
        return all(name).findFirst().orElse("");
    }

    private Stream<String> all(String name) {
        return lines.stream().filter(line -> line.startsWith(name + " ")).map(line -> line.substring(name.length() + 1)
                .strip());
    }
}
