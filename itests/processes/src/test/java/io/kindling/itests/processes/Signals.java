package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether processes that tests start can be interrupted. What a script starts in the background ignores SIGINT, such as {@code nohup mvn verify &},
 * and so do its children: no JVM and no shell takes that back.
 */
final class Signals {

    private static final long INT = 1L << 1; // signal 2 is the second bit
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final List<String> RESET = List.of("env", "--default-signal=INT");

    private Signals() {
    }

    /** What a command begins with that a test may interrupt; nothing if it needs nothing, or the system's {@code env} cannot do it. */
    static List<String> prefix() throws IOException {
        return isIntIgnored() && canReset() ? RESET : List.of();
    }

    /** Whether a command that begins with {@link #prefix} gets SIGINT, unless it ignores that itself. */
    static boolean reachCommands() throws IOException {
        return !isIntIgnored() || canReset();
    }

    private static boolean isIntIgnored() throws IOException {
        if (!Files.exists(STATUS)) {
            return false; // another system than Linux: nobody knows
        }
        final String mask = Files.readAllLines(STATUS, StandardCharsets.US_ASCII).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .orElseThrow(() -> new IOException(STATUS + " has no line SigIgn"));
        return (Long.parseUnsignedLong(mask.substring(mask.indexOf(':') + 1).strip(), 16) & INT) != 0;
    }

    private static boolean canReset() {
        try {
            final Process process = new ProcessBuilder(RESET.get(0), RESET.get(1), "true").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false; // there is no such command
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
