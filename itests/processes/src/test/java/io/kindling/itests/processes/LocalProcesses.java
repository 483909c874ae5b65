package io.kindling.itests.processes;

import java.util.List;

/** The processes of the distribution under test that run now. */
final class LocalProcesses {

    private LocalProcesses() {
    }

    static boolean noneLeft() {
        return all().isEmpty();
    }

    /** Those whose command line names the distribution. */
    static List<ProcessHandle> all() {
        final String home = Kindling.home().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().filter(line -> line.contains(home) && line.contains("io.kindling.launcher")).isPresent())
                .toList();
    }

    /** The executors among them. */
    static List<ProcessHandle> executors() {
        return all().stream()
                .filter(process -> process.info().commandLine().orElse("").matches(".*io\\.kindling\\.launcher\\S* executor.*"))
                .toList();
    }
}
