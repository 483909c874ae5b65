package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes of the distribution under test that this JVM's tests have started and that run now: other tests may run in another JVM meanwhile. */
final class LocalProcesses {

    private static final String OWNER = "KINDLING_TEST_JVM";

    private LocalProcesses() {
    }

    /** What commands are started with, and hand on to all that they start: who starts a process may end before it does. */
    static Map<String, String> environment() {
        return Map.of(OWNER, Long.toString(ProcessHandle.current().pid()));
    }

    static boolean noneLeft() {
        return all().isEmpty();
    }

    /** Those that were started from the distribution: the launcher's JAR in it, or the folder of that, is their class path. */
    static List<ProcessHandle> all() {
        final String lib = Kindling.home().resolve("lib") + "/";
        final Set<Long> descendants = ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        final String own = OWNER + "=" + ProcessHandle.current().pid();
        return ProcessHandle.allProcesses().filter(process -> arguments(process).stream().anyMatch(argument -> argument.startsWith(lib)))
                .filter(process -> descendants.contains(process.pid()) || strings(process, "environ").contains(own)).toList();
    }

    /** Whether a process runs an assembly. */
    static boolean isOf(final ProcessHandle process, final String assembly) {
        return arguments(process).contains(assembly);
    }

    /** From the kernel: a process handle cuts long command lines. */
    private static List<String> arguments(final ProcessHandle process) {
        return strings(process, "cmdline");
    }

    private static List<String> strings(final ProcessHandle process, final String file) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid(), file), StandardCharsets.ISO_8859_1).split("\0"));
        } catch (final IOException e) {
            // It has ended meanwhile.
            return List.of();
        }
    }
}
