package io.kindling.itests.distribution;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code bin/kindling} makes of its arguments and its environment, with a JVM that only says how it was called. */
public class CommandIT {

    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;
    private static final String ARCHIVE = "-Dio.kindling.archive=";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new HashMap<>();
    private Path command = Distribution.directory().resolve("bin/kindling");
    private Path javaHome;

    @Before
    public void makeJava() throws Exception {
        javaHome = folder.newFolder("java").toPath();
        final Path java = Files.createDirectory(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        release("17.0.1");
        environment.put("JAVA_HOME", javaHome.toString());
    }

    @Test
    public void shouldChooseTheAssemblyByTheFirstArgumentAndPassAllArgumentsOn() throws Exception {
        assertEquals(List.of("master", "master", "--port", "1"), passed(run(0, "master", "--port", "1")));
        assertEquals(List.of("worker", "worker", "a b", ""), passed(run(0, "worker", "a b", "")));
        assertEquals(List.of("driver", "submit", "x.jar"), passed(run(0, "submit", "x.jar")));
        assertEquals(List.of("driver", "version"), passed(run(0, "version")));
        assertEquals(List.of("driver", "--help"), passed(run(0, "--help")));
        assertEquals(List.of("driver"), passed(run(0)));
    }

    @Test
    public void shouldSizeTheHeapOfTheDriver() throws Exception {
        assertTrue(run(0, "submit", "x.jar").contains("-Xmx1g"));
        assertTrue(run(0, "submit", "--master", "local", "--driver-memory", "2g", "x.jar").contains("-Xmx2g"));
        assertTrue(run(0, "submit", "--driver-memory=512m", "x.jar").contains("-Xmx512m"));
        assertTrue(run(0, "run-example", "--conf", "kindling.driver.memory=3g", "pi").contains("-Xmx3g"));
        environment.put("KINDLING_DRIVER_MEMORY", "700m");
        assertTrue(run(0, "submit", "x.jar").contains("-Xmx700m"));
    }

    /** A JVM that is told of two collectors does not start. */
    @Test
    public void shouldCollectInParallelWhereTasksRunUnlessTheUserSaysOtherwise() throws Exception {
        final String parallel = "-XX:+UseParallelGC";
        assertTrue(run(0, "submit", "--master", "local[4]", "x.jar").contains(parallel));
        assertTrue(run(0, "submit", "--conf", "kindling.master=local", "x.jar").contains(parallel));
        assertFalse(run(0, "submit", "--master=kindling://host:7077", "x.jar", "--master", "local").contains(parallel));
        assertFalse(run(0, "submit", "--master", "local-cluster[1,1,1024]", "x.jar").contains(parallel));
        environment.put("KINDLING_JAVA_OPTS", "-Da=b -XX:+UseSerialGC");
        assertFalse(run(0, "submit", "--master", "local[4]", "x.jar").contains(parallel));
        assertEquals(List.of("-XX:+UseSerialGC"), collectors(run(0, "master")));
        environment.put("KINDLING_JAVA_OPTS", "-XX:+UseG1GC");
        assertEquals(List.of("-XX:+UseG1GC"), collectors(run(0, "master")));
        environment.put("KINDLING_JAVA_OPTS", "");
        environment.put("JDK_JAVA_OPTIONS", "-Da=b -XX:+UseZGC");
        assertEquals(List.of(), collectors(run(0, "submit", "--master", "local[4]", "x.jar")));
        assertEquals(List.of(), collectors(run(0, "worker")));
    }

    private static List<String> collectors(final List<String> command) {
        return command.stream().filter(option -> option.matches("-XX:.Use\\w+GC")).toList();
    }

    @Test
    public void shouldLeaveTheArgumentsOfTheApplicationAlone() throws Exception {
        assertTrue(run(0, "submit", "-v", "--jars", "a.jar,b.jar", "x.jar", "--driver-memory", "9g").contains("-Xmx1g"));
    }

    @Test
    public void shouldSizeTheHeapOfMasterAndWorkerByTheEnvironment() throws Exception {
        assertTrue(run(0, "master").contains("-Xmx256m"));
        environment.put("KINDLING_DAEMON_MEMORY", "1g");
        assertTrue(run(0, "worker").contains("-Xmx1g"));
    }

    @Test
    public void shouldRefuseBadMemoryNamingTheSetting() throws Exception {
        assertTrue(said(USAGE, "submit", "--driver-memory", "lots").contains("--driver-memory is 'lots'"));
        assertTrue(said(USAGE, "submit", "--driver-memory", "4").contains("write 4m for MiB or 4g for GiB"));
        environment.put("KINDLING_DAEMON_MEMORY", "1x");
        assertTrue(said(USAGE, "master").contains("KINDLING_DAEMON_MEMORY is '1x'"));
    }

    @Test
    public void shouldNameTheArchiveOfClassesAndUseItWhenItIsThere() throws Exception {
        environment.put("KINDLING_CACHE", folder.newFolder("cache").toString());
        final List<String> before = run(0, "version");
        assertTrue(before.toString(), before.stream().noneMatch(word -> word.startsWith("-XX:SharedArchiveFile")));
        final String archive = before.stream().filter(word -> word.startsWith(ARCHIVE)).findFirst().orElseThrow()
            .substring(ARCHIVE.length());
        Files.createFile(Path.of(archive));
        assertTrue(run(0, "worker").contains("-XX:SharedArchiveFile=" + archive));
        release("21.0.1");
        assertFalse("that of another JVM", run(0, "worker").contains("-XX:SharedArchiveFile=" + archive));
    }

    @Test
    public void shouldPrepareTheArchiveThatStartsRead() throws Exception {
        environment.put("KINDLING_CACHE", folder.newFolder("cache").toString());
        final List<String> words = run(0, "prepare");
        assertTrue(words.toString(), words.contains("io.kindling.launcher.Preparation"));
        assertEquals(run(0, "version").stream().filter(word -> word.startsWith(ARCHIVE)).toList(),
            words.stream().filter(word -> word.startsWith(ARCHIVE)).toList());
    }

    @Test
    public void shouldDoWithoutAnArchiveWhenThereIsNoPlaceForOne() throws Exception {
        environment.put("KINDLING_CACHE", "");
        assertTrue(run(0, "version").stream().noneMatch(word -> word.startsWith(ARCHIVE)));
    }

    @Test
    public void shouldRefuseAnOldJava() throws Exception {
        release("11.0.2");
        assertTrue(said(UNAVAILABLE, "version").contains("is Java 11; Kindling needs Java 17 or newer"));
        release("1.8.0_292");
        assertTrue(said(UNAVAILABLE, "version").contains("needs Java 17 or newer"));
    }

    @Test
    public void shouldRefuseAJavaHomeWithoutJava() throws Exception {
        environment.put("JAVA_HOME", folder.newFolder("nothing").toString());
        assertTrue(said(UNAVAILABLE, "version").contains("there is no bin/java in it"));
    }

    @Test
    public void shouldFindItsHomeThroughALink() throws Exception {
        command = Files.createSymbolicLink(folder.getRoot().toPath().resolve("link"), command);
        assertTrue(run(0, "version").contains(Distribution.directory().resolve("lib/kindling.jar").toString()));
    }

    private void release(final String version) throws Exception {
        Files.writeString(javaHome.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static List<String> passed(final List<String> output) {
        return output.subList(output.indexOf("-jar") + 2, output.size());
    }

    private String said(final int code, final String... args) throws Exception {
        return String.join("\n", run(code, args));
    }

    private List<String> run(final int code, final String... args) throws Exception {
        final List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(List.of(args));
        final Path output = folder.newFile().toPath();
        final ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KINDLING_"));
        builder.environment().putAll(environment);
        final Process process = builder.start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
        final List<String> lines = Files.readAllLines(output);
        assertEquals(lines.toString(), code, process.exitValue());
        return lines;
    }
}
