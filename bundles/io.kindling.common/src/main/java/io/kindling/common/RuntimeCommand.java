package io.kindling.common;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts a process of the runtime from its home, with this process's JVM. Pure but for a look at one file. */
public final class RuntimeCommand {

    /** The property that tells the launcher where the archive of loaded classes is, or is to be made; its start script sets it. */
    static final String ARCHIVE = "io.kindling.archive";
    private static final String CACHE = "KINDLING_CACHE";

    /**
     * The quick compiler has a method when it was called half as often as by default, which the interpreter looks at more often; the optimising one when it
     * was called twelve times as often, or a loop was run nine times as often. What runs for each task or message then is interpreted for fewer jobs, and gets along with
     * the quick compiler, whose code costs a tenth of the time to make; what runs for each record is optimised all the same, some milliseconds later.
     * A job of two tasks takes half the CPU time so, among the first thousand. The start script says the same for the driver.
     */
    static final List<String> COMPILER = List.of("-XX:Tier0InvokeNotifyFreqLog=5", "-XX:Tier3InvocationThreshold=100", "-XX:Tier3MinInvocationThreshold=50",
            "-XX:Tier3CompileThreshold=1000", "-XX:Tier4InvocationThreshold=60000", "-XX:Tier4MinInvocationThreshold=15000",
            "-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=360000");

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
        command.addAll(archive(home, assembly));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(COMPILER);
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", home.resolve("lib").resolve("kindling.jar").toString(), assembly));
        command.addAll(arguments);
        return command;
    }

    private static List<String> archive(final Path home, final String assembly) {
        final String named = System.getProperty(ARCHIVE);
        final Path archive = named != null ? Path.of(named) : archiveIn(home, System.getenv(CACHE));
        if (archive == null) {
            return List.of();
        }
        final String property = "-D" + ARCHIVE + "=" + archive;
        if (Files.isReadable(archive)) {
            // A JVM that does not want the archive says so on standard output, which belongs to the program.
            return List.of(property, "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
        // Who has the property makes the file. A process that was told of it does so itself, and what an executor has is its application's.
        return named != null || assembly.equals("executor") ? List.of() : List.of(property);
    }

    /**
     * The archive of a home from which programs start processes that no script has started: it lies in the home, and goes with it. There is one for each
     * JVM, since a JVM refuses that of another.
     *
     * @param cache where archives are to be, if it is said: empty for none
     */
    static Path archiveIn(final Path home, final String cache) {
        final String jvm = System.getProperty("java.home") + ' ' + System.getProperty("java.vm.version");
        return "".equals(cache) ? null : home.resolve("cache").resolve("classes-" + Integer.toHexString(jvm.hashCode()) + ".jsa").toAbsolutePath();
    }
}
