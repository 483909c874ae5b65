package io.kindling.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

public class ApplicationOptionsTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldLetOptionsWinOverSettingsAndSettingsOverTheFile() throws IOException {
        final Path file = folder.newFile("app.properties").toPath();
        Files.writeString(file, "kindling.executor.memory=1g\nkindling.executor.cores=1\nkindling.cores.max=2\n");

        final Map<String, String> conf = parse("--properties-file", file.toString(), "--conf", "kindling.executor.memory=2g",
                "-c", "kindling.executor.cores = 3", "--executor-memory", "4g").configuration();

        assertEquals(Map.of("kindling.executor.memory", "4g", "kindling.executor.cores", "3", "kindling.cores.max", "2"), conf);
    }

    @Test
    public void shouldRefuseASettingWithoutAValue() {
        final String message = assertThrows(KindlingException.class, () -> parse("--conf", "verbose").configuration()).getMessage();

        assertEquals("--conf verbose is no setting; write it as KEY=VALUE", message);
    }

    @Test
    public void shouldRefuseKeysThatNoContextSees() throws IOException {
        final Path file = folder.newFile("spark.properties").toPath();
        Files.writeString(file, "spark.executor.memory=1g\n");

        assertEquals("--conf sets colour, but every key begins with kindling.: write kindling.app.colour for a setting of the application's own",
                assertThrows(KindlingException.class, () -> parse("--conf", "colour=red").configuration()).getMessage());
        final String message = assertThrows(KindlingException.class, () -> parse("--properties-file", file.toString()).configuration()).getMessage();
        assertTrue(message, message.contains(file + " sets spark.executor.memory") && message.contains("write kindling.executor.memory"));
    }

    @Test
    public void shouldNameAPropertiesFileThatIsNotThere() {
        final String message = assertThrows(KindlingException.class,
                () -> parse("--properties-file", "no/such.properties").configuration()).getMessage();

        assertTrue(message, message.contains("no/such.properties"));
    }

    private static ApplicationOptions parse(final String... arguments) {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.options;
    }

    @Command
    private static final class Holder {

        @Mixin
        private ApplicationOptions options = new ApplicationOptions();
    }
}
