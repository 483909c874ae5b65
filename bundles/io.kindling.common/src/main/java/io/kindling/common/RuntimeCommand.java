package io.kindling.common;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts a process of the runtime from its home, with this process's JVM. Pure but for a look at one file. */
public final class RuntimeCommand {

    /** The property under which the launcher tells where the archive of loaded classes is; its start script sets it. */
    static final String ARCHIVE = "io.kindling.archive";

    /**
     * A method is compiled with all optimisations when it was called four times as often as by default, a loop when it was run three times as often. What
     * runs for each task or message, and what a start reads and parses, then gets along with the quick compiler, whose code costs a tenth of the time to
     * make; what runs for each record is compiled all the same, a millisecond later.
     * The start script says the same for the driver.
     */
    static final List<String> COMPILER = List.of("-XX:Tier4InvocationThreshold=20000", "-XX:Tier4MinInvocationThreshold=5000",
            "-XX:Tier4CompileThreshold=50000", "-XX:Tier4BackEdgeThreshold=120000");

    private RuntimeCommand() {
    }

    /**
     * Makes a command line.
     *
     * @param home       the runtime's directory
     * @param jvmOptions options of the new JVM
     * @param assembly   which bundles it runs, e.g. {@code executor}
     * @param arguments  for its program; never secrets
     */
    public static List<String> of(final Path home, final List<String> jvmOptions, final String assembly, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:auto");
        final String archive = System.getProperty(ARCHIVE);
        // Without the file the property is not passed on: this process makes it, its children need not do so too.
        if (archive != null && Files.isReadable(Path.of(archive))) {
            // A JVM that does not want the archive says so on standard output, which belongs to the program.
            command.addAll(List.of("-D" + ARCHIVE + "=" + archive, "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(COMPILER);
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", home.resolve("lib").resolve("kindling.jar").toString(), assembly));
        command.addAll(arguments);
        return command;
    }
}
