package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays Lima. SIMULATED: no virtual machine runs. Its program {@code limactl} is a small script that asks this object,
 * which follows what the documentation and the templates of Lima 1.2.2 and 2.2.0 say of flags, output, exit codes and
 * messages, as far as OhMyKube uses them; all else is refused. Behind an instance is a machine of the simulated
 * launcher, so that SSH is real.
 */
final class FakeLima implements AutoCloseable {
    static final String V1 = "1.2.2";
    static final String V2 = "2.2.0";
    static final String USER = "ada";

    private static final String LONGEST_SOCKET = "ssh.sock.1234567890123456";

    private final ObjectMapper json = new ObjectMapper();
    private final String version;
    private final FakeTemplates templates;
    private final SimulatedLauncher machines;
    private final Path program;
    private final ServerSocket server;
    private final Map<String, FakeInstance> instances = new TreeMap<>();
    private final Set<String> downloading = ConcurrentHashMap.newKeySet();
    private final Set<String> downloaded = ConcurrentHashMap.newKeySet();
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger downloads = new AtomicInteger();
    final FakeDisks disks = new FakeDisks();
    volatile String sudoersProblem = "";

    FakeLima(Path directory, String version) throws IOException {
        this.version = version;
        templates = new FakeTemplates(version);
        machines = new SimulatedLauncher(new Home(directory.resolve("vms")), Scenario.NONE, USER);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (var in = Objects.requireNonNull(FakeLima.class.getResourceAsStream("limactl"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            program = Files.createDirectories(directory.resolve("bin")).resolve("limactl");
            Files.writeString(program, text.replace("@PORT@", Integer.toString(server.getLocalPort())));
        }
        program.toFile().setExecutable(true);
        Thread listening = new Thread(this::listen, "fake-lima");
        listening.setDaemon(true);
        listening.start();
    }

    /** A failure: its message, and exit code 1. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    Path bin() {
        return program.getParent();
    }

    synchronized FakeInstance instance(String name) {
        return Objects.requireNonNull(instances.get(name), name);
    }

    synchronized Set<String> names() {
        return Set.copyOf(instances.keySet());
    }

    /** As when somebody used limactl in our home by hand. */
    synchronized void makeByHand(Path home, String name) throws IOException {
        ObjectNode config = (ObjectNode) FakeTemplates.YAML.readTree("{cpus: 1, memory: 1GiB, disk: 5GiB}");
        instances.put(name, new FakeInstance(Files.createDirectories(home.resolve(name)), config));
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread answering = new Thread(() -> answer(socket), "fake-limactl");
                answering.setDaemon(true);
                answering.start();
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Path home = Path.of(text(in));
            int count = Integer.parseInt(text(in));
            List<String> words = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                words.add(text(in));
            }
            Answer answer = new Answer();
            int code = 0;
            try {
                run(home, words, answer);
            } catch (Refused e) {
                code = 1;
                answer.log("fatal", e.getMessage());
            } catch (RuntimeException e) {
                code = 1;
                answer.log("fatal", "simulated: " + e);
            }
            String reply = code + "\n" + base64(answer.out) + "\n" + base64(answer.err) + "\n";
            socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Answer {
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();

        void log(String level, String message) {
            err.append("time=\"2026-01-01T00:00:00Z\" level=" + level + " msg=\""
                    + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n");
        }
    }

    private static String base64(StringBuilder text) {
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        for (int b = in.read(); b > 0; b = in.read()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void run(Path home, List<String> words, Answer answer) throws IOException {
        calls.add(String.join(" ", words));
        if (!words.remove("--tty=false")) {
            throw new Refused("simulated: would ask questions");
        }
        String command = words.remove(0);
        switch (command) {
            case "--version" ->
                answer.out.append("limactl version ").append(version).append('\n');
            case "create" -> create(home, words, answer);
            case "start" -> start(words, answer);
            case "stop" -> stop(words);
            case "delete" -> delete(words, answer);
            case "list" -> list(home, words, answer);
            case "disk" -> disks.run(words);
            case "shell" -> shell(words, answer);
            case "sudoers" -> {
                if (!sudoersProblem.isEmpty()) {
                    throw new Refused(sudoersProblem);
                }
            }
            default -> throw new Refused("unknown command \"" + command + "\" for \"limactl\"");
        }
    }

    private void create(Path home, List<String> words, Answer answer) throws IOException {
        String name = option(words, "--name");
        String set = option(words, "--set");
        ObjectNode config = templates.read(Path.of(words.get(0)));
        if (!set.startsWith(".networks = ")) {
            throw new Refused("simulated: no such expression is known: " + set);
        }
        config.set("networks", json.readTree(set.substring(".networks = ".length())));
        int length = home.resolve(name).resolve(LONGEST_SOCKET).toString().length();
        if (length >= 108) {
            throw new Refused("instance name \"" + name + "\" too long: \"" + home.resolve(name) + "/" + LONGEST_SOCKET
                    + "\" must be less than UNIX_PATH_MAX=108 characters, but is " + length);
        }
        answer.log("info", "Terminal is not available, proceeding without opening an editor");
        synchronized (this) {
            if (instances.containsKey(name)) {
                throw new Refused("instance \"" + name + "\" already exists");
            }
            FakeInstance made = new FakeInstance(Files.createDirectories(home.resolve(name)), config);
            FakeTemplates.YAML.writeValue(
                    home.resolve(name).resolve("lima.yaml").toFile(), config);
            instances.put(name, made);
        }
        download(config.path("images").path(0).path("location").asText());
        answer.log("info", "Run `limactl start " + name + "` to start the instance.");
    }

    private void download(String image) {
        if (downloaded.contains(image)) {
            return;
        }
        if (!downloading.add(image)) {
            throw new Refused("simulated: the image is being downloaded by another limactl: " + image);
        }
        downloads.incrementAndGet();
        try {
            Thread.sleep(200); // So that another, were it not kept waiting, would meet this one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        downloaded.add(image);
        downloading.remove(image);
    }

    private void start(List<String> words, Answer answer) {
        words.removeIf(word -> word.startsWith("--timeout="));
        FakeInstance instance = existing(words.get(0));
        synchronized (instance) {
            if (instance.runs()) {
                answer.log("info", "The instance \"" + instance.name + "\" is already running.");
                return;
            }
            if (!instance.status.equals("Stopped")) {
                throw new Refused("expected status \"Stopped\", got \"" + instance.status + "\"");
            }
            disks.lock(instance.name, instance.config);
            instance.machine = machines.create(new MachineSpec(
                    instance.cluster(),
                    instance.name,
                    instance.config.path("cpus").asInt(),
                    instance.gibibytes("memory"),
                    instance.gibibytes("disk"),
                    null,
                    instance.authorizedKey()));
            instance.forward(version).forEach(warning -> answer.log("warning", warning));
            instance.starts++;
            instance.status = "Running";
        }
        answer.log("info", "READY. Run `limactl shell " + instance.name + "` to open the shell.");
    }

    private void stop(List<String> words) {
        boolean force = words.remove("--force");
        FakeInstance instance = existing(words.get(0));
        synchronized (instance) {
            if (!instance.runs() && !force) {
                throw new Refused(
                        "expected status \"Running\", got \"" + instance.status + "\" (maybe use 'limactl stop -f'?)");
            }
            if (instance.machine != null) {
                machines.stop(instance.cluster(), instance.name);
                instance.endForwards();
            }
            if (!force) {
                disks.release(instance.name);
            }
            instance.status = "Stopped";
        }
    }

    private synchronized void delete(List<String> words, Answer answer) {
        boolean force = words.remove("--force");
        for (String name : words) {
            FakeInstance instance = instances.get(name);
            if (instance == null) {
                answer.log("warning", "Ignoring non-existent instance \"" + name + "\"");
                continue;
            }
            if (instance.protectedFromDeletion) {
                throw new Refused("failed to delete instance \"" + name
                        + "\": instance is protected to prohibit accidental removal"
                        + " (Hint: use `limactl unprotect`)");
            }
            if (instance.runs() && !force) {
                throw new Refused(
                        "failed to delete instance \"" + name + "\": expected status \"Stopped\", got \"Running\"");
            }
            if (instance.machine != null) {
                machines.delete(instance.cluster(), name);
                instance.endForwards();
            }
            instances.remove(name);
        }
    }

    private synchronized void list(Path home, List<String> words, Answer answer) throws IOException {
        if (!words.remove("--format=json") || !words.isEmpty()) {
            throw new Refused("simulated: list " + words);
        }
        if (instances.isEmpty()) {
            answer.log("warning", "No instance found. Run `limactl create` to create an instance.");
        }
        for (FakeInstance instance : instances.values()) {
            answer.out.append(json.writeValueAsString(shown(home, instance))).append('\n');
        }
    }

    private ObjectNode shown(Path home, FakeInstance instance) {
        Machine machine = instance.machine;
        boolean runs = instance.runs() && machine != null;
        ObjectNode line = json.createObjectNode()
                .put("name", instance.name)
                .put("hostname", "lima-" + instance.name)
                .put("status", instance.status)
                .put("dir", home.resolve(instance.name).toString())
                .put("vmType", instance.config.path("vmType").asText("qemu"))
                .put("arch", "x86_64")
                .put("cpus", instance.config.path("cpus").asInt())
                .put("memory", (long) instance.gibibytes("memory") << 30)
                .put("disk", (long) instance.gibibytes("disk") << 30)
                .put(
                        "sshLocalPort",
                        runs ? Objects.requireNonNull(machine.ssh()).port() : 0)
                .put(
                        "sshConfigFile",
                        home.resolve(instance.name).resolve("ssh.config").toString())
                .put("sshAddress", "127.0.0.1")
                .put("protected", instance.protectedFromDeletion)
                .put("limaVersion", version);
        if (version.equals(V1)) {
            line.put("cpuType", "max");
        }
        if (runs) {
            line.put("hostAgentPID", 1000 + instance.starts).put("driverPID", 2000 + instance.starts);
        }
        ObjectNode config = instance.config.deepCopy();
        config.withObject("/user").put("name", USER);
        line.set("config", config);
        return line;
    }

    private void shell(List<String> words, Answer answer) {
        words.removeIf(word -> word.startsWith("--workdir="));
        FakeInstance instance = existing(words.remove(0));
        Machine machine = instance.machine;
        if (!instance.runs() || machine == null) {
            throw new Refused("instance \"" + instance.name + "\" is stopped, run `limactl start " + instance.name
                    + "` to start the instance");
        }
        if (!words.get(2).contains("ssh_host_")) {
            throw new Refused("simulated: no shell runs " + words);
        }
        Objects.requireNonNull(machine.ssh())
                .hostKeys()
                .forEach(key -> answer.out.append(key).append(" root@lima\n"));
        String address = machine.addresses().get(0);
        answer.out.append(
                "2: eth0    inet " + address + "/24 metric 200 brd 10.0.0.255 scope global dynamic eth0\\ \n");
        if (instance.config.path("networks").size() > 1) {
            answer.out.append("3: eth1    inet 192.168.105.7/24 metric 100 brd 192.168.105.255 scope global eth1\\ \n");
        }
        answer.out.append("5: cni0    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0\\ \n");
    }

    private synchronized FakeInstance existing(String name) {
        FakeInstance instance = instances.get(name);
        if (instance == null) {
            throw new Refused("instance \"" + name + "\" does not exist");
        }
        return instance;
    }

    private static String option(List<String> words, String name) {
        String found = words.stream()
                .filter(word -> word.startsWith(name + "="))
                .findFirst()
                .orElseThrow(() -> new Refused("simulated: " + name + " is missing"));
        words.remove(found);
        return found.substring(name.length() + 1);
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        instances.values().forEach(FakeInstance::endForwards);
        machines.close();
    }
}
