package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Another process that takes, holds or looks at an operation lock, for tests. */
final class LockProcess {
    private LockProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        ClusterFiles files = new ClusterFiles(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "look" ->
                System.out.println(OperationLock.holder(files)
                        .map(holder -> "held: " + holder.command())
                        .orElse("free"));
            case "hold" -> {
                OperationLock.take(files, "ohmykube hold");
                System.out.println("taken");
                new CountDownLatch(1).await();
            }
            default -> {
                try (OperationLock lock = OperationLock.take(files, "ohmykube other")) {
                    System.out.println("taken " + (lock != null));
                } catch (ClusterBusyException e) {
                    System.out.println("busy: " + e.holder().command());
                }
            }
        }
    }
}
