package io.kindling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What Linux says of processes. One that has ended counts as nothing. */
final class ProcessFigures {

    private static final double TICKS_PER_SECOND = 100;

    private ProcessFigures() {
    }

    static double cpuSeconds(final Set<Long> processes) {
        double sum = 0;
        for (final long pid : processes) {
            final String stat = read(pid, "stat");
            final String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
            sum += fields.length < 13 ? 0 : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        }
        return sum;
    }

    static long peakResidentKib(final Set<Long> processes) {
        long sum = 0;
        for (final long pid : processes) {
            sum += read(pid, "status").lines().filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        }
        return sum;
    }

    private static String read(final long pid, final String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (final IOException e) {
            return "";
        }
    }
}
