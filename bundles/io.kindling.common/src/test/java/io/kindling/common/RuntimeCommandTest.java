package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RuntimeCommandTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldStartTheLauncherOfTheHomeWithThisJvm() {
        final List<String> command = RuntimeCommand.of(Path.of("/opt/kindling"), List.of("-Xmx1g"), "executor", List.of("--now"));

        assertTrue(command.get(0).startsWith(System.getProperty("java.home")));
        assertEquals(List.of("-Xmx1g", "-jar", "/opt/kindling/lib/kindling.jar", "executor", "--now"),
                command.subList(command.size() - 5, command.size()));
    }

    @Test
    public void shouldHaveTheArchiveOfTheHomeMadeOnceByADaemonAndUseItEverywhere() throws IOException {
        assumeTrue("this JVM has an archive of its own, or none", System.getProperty(RuntimeCommand.ARCHIVE) == null && !"".equals(System.getenv("KINDLING_CACHE")));
        final Path home = folder.getRoot().toPath();
        final Path archive = RuntimeCommand.archiveIn(home, null);
        assertTrue(archive.toString(), archive.startsWith(home));
        assertEquals(List.of("-Dio.kindling.archive=" + archive), aboutArchives(home, "worker"));
        assertEquals("an executor has other things to do", List.of(), aboutArchives(home, "executor"));

        Files.createDirectory(archive.getParent());
        Files.createFile(archive);
        final List<String> use = List.of("-Dio.kindling.archive=" + archive, "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        assertEquals(use, aboutArchives(home, "worker"));
        assertEquals(use, aboutArchives(home, "executor"));
    }

    @Test
    public void shouldHaveNoArchiveWhereTheUserWantsNone() {
        assertNull(RuntimeCommand.archiveIn(Path.of("/opt/kindling"), ""));
        assertNotNull(RuntimeCommand.archiveIn(Path.of("/opt/kindling"), "/var/cache/kindling"));
    }

    private static List<String> aboutArchives(final Path home, final String assembly) {
        return RuntimeCommand.of(home, List.of(), assembly, List.of()).stream()
                .filter(word -> word.startsWith("-Dio.kindling.archive") || word.startsWith("-XX:Shared") || word.startsWith("-Xlog:")).toList();
    }

    /** The start script cannot ask this class. */
    @Test
    public void shouldCompileInExecutorsAsTheStartScriptDoesInDrivers() throws IOException {
        final String script = Files.readString(Path.of("../../launcher/distribution/src/bin/kindling"));
        final List<String> options = Pattern.compile("-XX:Tier\\d\\w+=\\d+").matcher(script).results().map(MatchResult::group).toList();
        assertEquals(RuntimeCommand.COMPILER, options);
    }
}
