package io.ohmykube.launcher.simulated;

import java.io.IOException;

/** What a freshly made machine holds. */
final class Debian {
    private Debian() {}

    static void install(RootFiles files, MachineRecord machine) throws IOException {
        files.write(
                "/etc/os-release",
                """
                PRETTY_NAME="Debian GNU/Linux 12 (bookworm) (simulated)"
                NAME="Debian GNU/Linux (simulated)"
                VERSION_ID="12"
                VERSION="12 (bookworm)"
                VERSION_CODENAME=bookworm
                ID=debian
                VARIANT="simulated"
                """);
        files.write("/etc/hostname", machine.name() + "\n");
        files.write("/etc/hosts", "127.0.0.1 localhost\n" + machine.address() + " " + machine.name() + "\n");
        files.write("/etc/resolv.conf", "# simulated\n");
        files.write("/root/.ssh/authorized_keys", machine.authorizedKey() + "\n");
        files.write("/proc/sys/net/ipv4/ip_forward", "0\n");
        files.makeDirectory("/etc/systemd/system");
        files.makeDirectory("/tmp");
        files.makeDirectory("/run");
        files.makeDirectory("/var/lib");
        files.makeDirectory("/usr/bin");
    }
}
