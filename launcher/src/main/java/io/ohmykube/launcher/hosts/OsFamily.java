package io.ohmykube.launcher.hosts;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Linux distributions that are alike in what a node needs of them, by {@code ID} and {@code ID_LIKE} of os-release. */
enum OsFamily {
    DEBIAN("debian ubuntu"),
    RHEL("rhel centos rocky almalinux fedora"),
    SUSE("suse opensuse opensuse-leap opensuse-tumbleweed sles");

    /** Separated by blanks. */
    private final String ids;

    OsFamily(String ids) {
        this.ids = ids;
    }

    /** The first that the distribution says it is or is like. */
    static Optional<OsFamily> of(List<String> distribution) {
        return distribution.stream()
                .flatMap(id -> Stream.of(values())
                        .filter(family -> List.of(family.ids.split(" ", -1)).contains(id)))
                .findFirst();
    }
}
