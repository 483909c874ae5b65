package io.kindling.itests.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The executor processes that this JVM has started. */
public final class Executors {

    private Executors() {
    }

    /** Those that run now. */
    public static List<ProcessHandle> running() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).filter(Executors::isExecutor).toList();
    }

    /** Sends a signal, e.g. {@code STOP}. */
    public static void signal(final long pid, final String name) throws IOException, InterruptedException {
        final int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).redirectErrorStream(true).start().waitFor();
        if (code != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + code);
        }
    }

    private static boolean isExecutor(final ProcessHandle process) {
        try {
            // From the kernel: a process handle cuts long command lines.
            final List<String> arguments = List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.UTF_8).split("\0"));
            return arguments.contains("-jar") && arguments.contains("executor");
        } catch (final IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }
}
