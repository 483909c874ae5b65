package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.CommandFailure;
import io.kindling.common.ByteSize;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/** What a worker offers, from its options and from the machine. */
final class Capacity {

    private static final long LEAST_MEMORY = 512L << 20;
    private static final long KEPT_BACK = 1L << 30;
    private static final int MOST_CORES = 65_536;

    private Capacity() {
    }

    static WorkerOffer offer(final String id, final String host, final Integer cores, final String memory, final String version) throws CommandFailure {
        if (cores != null && (cores < 1 || cores > MOST_CORES)) {
            throw CommandFailure.usage("--cores " + cores + " is not allowed: it must be from 1 to " + MOST_CORES);
        }
        return new WorkerOffer(id, host, cores == null ? Runtime.getRuntime().availableProcessors() : cores,
                memory == null ? standardMemory() : parse(memory), version);
    }

    /** {@code HOME/work} if it can be written, else a directory of this user's for temporary files. */
    static Path standardWork(final Path home) {
        if (home != null && Files.isWritable(home)) {
            return home.resolve("work");
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "kindling-work-" + System.getProperty("user.name"));
    }

    private static long parse(final String memory) throws CommandFailure {
        try {
            final long bytes = ByteSize.parse(memory);
            if (bytes >= 1L << 20) {
                return bytes;
            }
        } catch (final IllegalArgumentException e) {
            throw CommandFailure.usage("--memory " + memory + " is not allowed: " + e.getMessage());
        }
        throw CommandFailure.usage("--memory " + memory + " is not allowed: it must be at least 1m; write a unit, e.g. 2g");
    }

    private static long standardMemory() throws CommandFailure {
        try {
            // By name: com.sun.management is not a package that every OSGi framework lets bundles see.
            final Object total = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "TotalMemorySize");
            return Math.max(LEAST_MEMORY, (Long) total - KEPT_BACK);
        } catch (final JMException e) {
            throw new CommandFailure("cannot find out how much memory this machine has (" + e.getMessage() + "): give it with --memory", e);
        }
    }
}
