package io.kindling.itests.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The executor processes that this JVM has started. */
public final class Executors {

    /** The heap of a custodian, which no executor of these tests has. */
    private static final String CUSTODIAN = "-Xmx" + (128L << 20);

    private Executors() {
    }

    /** Those with slots that run now. */
    public static List<ProcessHandle> running() {
        return all().filter(process -> !arguments(process).contains(CUSTODIAN)).toList();
    }

    /** Those without that run now. */
    public static List<ProcessHandle> custodians() {
        return all().filter(process -> arguments(process).contains(CUSTODIAN)).toList();
    }

    private static Stream<ProcessHandle> all() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).filter(Executors::isExecutor);
    }

    /** Sends a signal, e.g. {@code STOP}. */
    public static void signal(final long pid, final String name) throws IOException, InterruptedException {
        final int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).redirectErrorStream(true).start().waitFor();
        if (code != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + code);
        }
    }

    private static boolean isExecutor(final ProcessHandle process) {
        final List<String> arguments = arguments(process);
        return arguments.contains("-jar") && arguments.contains("executor");
    }

    private static List<String> arguments(final ProcessHandle process) {
        try {
            // From the kernel: a process handle cuts long command lines.
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.UTF_8).split("\0"));
        } catch (final IOException e) {
            return List.of(); // it has ended meanwhile
        }
    }
}
