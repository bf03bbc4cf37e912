package io.ohmykube.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds of machines that exist already, and of what is kept from pods on any machine. */
final class HostRules {
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}");
    private static final Pattern KEY = Pattern.compile("(/|~/)[^\\p{Cntrl}]+");
    private static final Pattern CPU = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3}|m)?");
    private static final Pattern MEMORY = Pattern.compile("[0-9]{1,15}(Ki|Mi|Gi|Ti|k|M|G|T)?");

    private final @Nullable String launcher;
    private final Findings findings;
    private final Map<String, String> seen = new HashMap<>();

    HostRules(@Nullable String launcher, Findings findings) {
        this.launcher = launcher;
        this.findings = findings;
    }

    void check(String path, NodeSpec node) {
        reserved(path + ".reserved", node.reserved());
        HostAccess host = node.host();
        boolean hosts = HostAccess.LAUNCHER.equals(launcher);
        if (host == null) {
            if (hosts) {
                findings.add(
                        path + ".host",
                        "is missing; launcher hosts needs to know each machine: host: {address: …, user: …}. A machine"
                                + " is added to a cluster by 'ohmykube add --host USER@ADDRESS', or by 'ohmykube up -f FILE' with"
                                + " one more entry in the file");
            }
            return;
        }
        if (!hosts) {
            findings.add(
                    path + ".host",
                    launcher == null
                            ? "needs spec.launcher: hosts"
                            : "is not allowed with launcher " + launcher + ", which makes its machines itself");
            return;
        }
        access(path + ".host", host);
        if (node.count() != 1) {
            findings.add(path + ".count", "'" + node.count() + "' is not allowed; an entry with a host is one machine");
        }
        String other = seen.putIfAbsent(host.address(), path);
        if (other != null) {
            findings.add(
                    path + ".host.address",
                    "'" + host.address() + "' is the address of " + other + " already; a machine is one node");
        }
    }

    private void access(String path, HostAccess host) {
        boolean numbers = NUMBERS.matcher(host.address()).matches();
        if (numbers
                ? Ipv4.parse(host.address()).isEmpty()
                : !HOST_NAME.matcher(host.address()).matches()) {
            findings.add(
                    path + ".address", "'" + host.address() + "' is not allowed; an IPv4 address or a host name is");
        }
        findings.range(path + ".port", host.port(), Range.PORT);
        if (!USER.matcher(host.user()).matches()) {
            findings.add(path + ".user", "'" + host.user() + "' is not the name of a user");
        }
        if (host.key() != null && !KEY.matcher(host.key()).matches()) {
            findings.add(path + ".key", "'" + host.key() + "' is not allowed; the path of a file from / or ~/ on is");
        }
    }

    private void reserved(String path, Reserved reserved) {
        if (reserved.cpu() != null && !CPU.matcher(reserved.cpu()).matches()) {
            findings.add(path + ".cpu", "'" + reserved.cpu() + "' is not allowed; write it like 500m or 2");
        }
        if (reserved.memory() != null && !MEMORY.matcher(reserved.memory()).matches()) {
            findings.add(path + ".memory", "'" + reserved.memory() + "' is not allowed; write it like 512Mi or 2Gi");
        }
    }
}
