package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of the distribution under test that run now. */
final class LocalProcesses {

    private LocalProcesses() {
    }

    static boolean noneLeft() {
        return all().isEmpty();
    }

    /** Those that were started from the distribution: the launcher's JAR in it, or the folder of that, is their class path. */
    static List<ProcessHandle> all() {
        final String lib = Kindling.home().resolve("lib") + "/";
        return ProcessHandle.allProcesses().filter(process -> arguments(process).stream().anyMatch(argument -> argument.startsWith(lib))).toList();
    }

    /** Whether a process runs an assembly. */
    static boolean isOf(final ProcessHandle process, final String assembly) {
        return arguments(process).contains(assembly);
    }

    /** From the kernel: a process handle cuts long command lines. */
    private static List<String> arguments(final ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.UTF_8).split("\0"));
        } catch (final IOException e) {
            // It has ended meanwhile.
            return List.of();
        }
    }
}
