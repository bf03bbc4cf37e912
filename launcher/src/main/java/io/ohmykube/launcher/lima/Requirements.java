package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.LauncherException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What Lima lacks on this host, in words that say how to get it. None of it can be had by one command of root's. */
final class Requirements {
    private static final String VMNET_PAGE = "https://lima-vm.io/docs/config/network/vmnet/";

    private final LimaHost host;
    private final Supplier<Limactl> limactl;

    /** @param limactl asked only where the program is there */
    Requirements(LimaHost host, Supplier<Limactl> limactl) {
        this.host = host;
        this.limactl = limactl;
    }

    Availability availability() {
        return problem().map(problem -> new Availability(problem, List.of())).orElse(Availability.YES);
    }

    private Optional<String> problem() {
        if (!host.isMac() && !host.isLinux()) {
            return Optional.of("Lima's machines can be used from macOS and Linux only");
        }
        if (host.program("limactl").isEmpty()) {
            return Optional.of("there is no limactl; install Lima " + LimaVersion.OLDEST + " or newer: "
                    + (host.isMac() ? "brew install lima" : "https://lima-vm.io/docs/installation/"));
        }
        if (host.isRoot()) {
            return Optional.of(
                    "limactl: must not run as the root user; run this command as a user of your own, without sudo");
        }
        try {
            return oldVersion().or(this::virtualisation).or(this::network);
        } catch (LauncherException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> oldVersion() {
        Optional<LimaVersion> version = limactl.get().version();
        return version.isPresent() && version.get().compareTo(LimaVersion.OLDEST) >= 0
                ? Optional.empty()
                : Optional.of("Lima "
                        + version.map(Object::toString).orElse("of an unknown version")
                        + " is installed, and " + LimaVersion.OLDEST + " or newer is needed; "
                        + (host.isMac() ? "run: brew upgrade lima" : "see https://lima-vm.io/docs/installation/"));
    }

    private Optional<String> virtualisation() {
        if (host.vmType().equals("vz")) {
            return Optional.empty();
        }
        if (host.program(host.qemu()).isEmpty()) {
            return Optional.of("Lima needs QEMU here, and there is no " + host.qemu() + "; install it: "
                    + (host.isMac()
                            ? "brew install qemu"
                            : "on Debian and Ubuntu, sudo apt-get install -y qemu-system qemu-utils"));
        }
        if (host.isLinux() && !host.hasKvm()) {
            return Optional.of(
                    "Lima's machines need KVM here, and /dev/kvm cannot be used; turn on virtualisation in the"
                            + " firmware, or be let in by 'sudo usermod -aG kvm " + host.user() + "' and a new login");
        }
        return Optional.empty();
    }

    /** Without this a Mac reaches the addresses of its machines not at all, and their API only by a forwarded port. */
    private Optional<String> network() {
        if (!host.isMac()) {
            return Optional.empty();
        }
        if (!host.hasSocketVmnet()) {
            return limactl.get().version().orElseThrow().forwardsPortsInPlainMode()
                    ? Optional.empty()
                    : Optional.of("Lima's network 'shared' needs socket_vmnet, which is not installed; see "
                            + VMNET_PAGE + ", or take Lima 2.0 or newer, which does without: brew upgrade lima");
        }
        return limactl.get()
                .sudoersProblem()
                .map(said -> "Lima may not start socket_vmnet for its network 'shared' (" + said
                        + "); run: limactl sudoers | sudo tee /etc/sudoers.d/lima, or see " + VMNET_PAGE);
    }
}
