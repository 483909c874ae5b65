package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Each mistake gets one message that names the thing and what to do, a non-zero exit code, and leaves nothing behind. */
public class BadInputIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Kindling kindling;
    private String jar;
    private String root;

    @Before
    public void makeJar() throws IOException {
        kindling = new Kindling(folder.getRoot().toPath());
        root = folder.getRoot().toString();
        jar = ApplicationJar.make(folder.getRoot().toPath(), "1").toString();
    }

    @After
    public void nothingIsLeft() throws Exception {
        Await.until("every process has ended", 10, LocalProcesses::noneLeft);
        Await.until("no temporary file is left: " + kindling.leftovers(), 10, () -> kindling.leftovers().isEmpty());
        assertEquals(List.of(), kindling.kept());
    }

    @Test
    public void shouldRefuseAnUnknownMasterUrl() throws Exception {
        fails(run("spark://x:1", "throw"), 1, "spark://x:1", "local[N]", "kindling://");
        fails(run("local[0]", "throw"), 1, "local[0]");
    }

    @Test
    public void shouldNameAMasterThatDoesNotAnswer() throws Exception {
        fails(run("kindling://127.0.0.1:1", "throw"), 1, "127.0.0.1:1", "credential", "kindling master");

        final String credential = root + "/credential";
        try (Kindling.Call master = kindling.start("master", "--port", "0", "--credentials", credential)) {
            Await.until("there is a credential", 60, () -> Files.exists(Path.of(credential)) && master.err().contains("kindling://"));
            master.signal("TERM");
            assertEquals(143, master.await(10).exitCode());
            final String url = master.err().lines().flatMap(line -> Stream.of(line.split("[ ,)]"))).filter(word -> word.startsWith("kindling://")).findFirst().orElseThrow();
            fails(kindling.run("submit", "--master", url, "--credentials", credential, "--class", "io.kindling.itests.app.Misbehaving", jar, "throw"), 1, url);
        }
    }

    @Test
    public void shouldNameWhatIsWrongWithADaemon() throws Exception {
        fails(kindling.run("master", "--port", "99999"), 2, "--port 99999");
        fails(kindling.run("worker"), 2, "kindling://host:port", "--credentials");
        fails(kindling.run("worker", "--cores", "0", "kindling://127.0.0.1:1"), 2, "--cores 0");
        fails(kindling.run("worker", "--memory", "lots", "kindling://127.0.0.1:1"), 2, "--memory lots");
        fails(kindling.run("worker", "127.0.0.1"), 2, "127.0.0.1", "kindling://host:port");
    }

    @Test
    public void shouldNameAMissingInput() throws Exception {
        fails(run("local[2]", "missing-input", root + "/no-such.txt"), 1, root + "/no-such.txt");
    }

    @Test
    public void shouldNameAMissingClassAndAMissingJar() throws Exception {
        fails(kindling.run("submit", "--master", "local", "--class", "com.acme.None", jar), 2, "com.acme.None", jar);
        fails(kindling.run("submit", "--master", "local", "--class", "A", root + "/none.jar"), 2, root + "/none.jar");
        fails(kindling.run("submit", "--master", "local", jar), 2, "Main-Class", "--class");
    }

    @Test
    public void shouldNameAJarThatCannotBeRead() throws Exception {
        final Path broken = Files.writeString(folder.getRoot().toPath().resolve("broken.jar"), "this is no zip file");
        fails(kindling.run("submit", "--master", "local", "--class", "A", broken.toString()), 2, broken.toString());
    }

    @Test
    public void shouldNotTouchAnOutputThatExists() throws Exception {
        final Path out = folder.newFolder("out").toPath();
        Files.writeString(out.resolve("precious"), "x");

        fails(run("local[2]", "existing-output", out.toString()), 1, out.toString(), "exists");
        assertEquals("x", Files.readString(out.resolve("precious")));
    }

    @Test
    public void shouldLeaveNoHalfOutput() throws Exception {
        final Path out = folder.getRoot().toPath().resolve("half");

        fails(run("local[2]", "failing-output", out.toString()), 1, "/ by zero");
        try (Stream<Path> left = Files.list(folder.getRoot().toPath())) {
            assertEquals(List.of(), left.filter(path -> path.getFileName().toString().contains("half")).toList());
        }
    }

    @Test
    public void shouldNameBadFigures() throws Exception {
        fails(runWith("throw", "--executor-memory", "lots"), 1, "kindling.executor.memory=lots", "size");
        fails(runWith("throw", "--executor-cores", "-1"), 1, "kindling.executor.cores=-1");
        fails(runWith("throw", "--total-executor-cores", "zero"), 1, "kindling.cores.max=zero");
        fails(run("local-cluster[1,x]", "throw"), 1, "local-cluster[1,x]", "local-cluster[workers,cores,memoryMiB]");
        fails(run("local-cluster[1,1,512]", "throw"), 1, "1 GiB (kindling.executor.memory)", "local-cluster[1,1,512] has 512 MiB", "--executor-memory");
    }

    @Test
    public void shouldRefuseUnknownAndForeignKeys() throws Exception {
        fails(runWith("throw", "--conf", "kindling.executor.memori=1g"), 1, "kindling.executor.memori", "kindling.executor.memory");
        fails(runWith("throw", "--conf", "spark.executor.memory=1g"), 2, "spark.executor.memory", "kindling.executor.memory");
    }

    @Test
    public void shouldNameAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            final String port = Integer.toString(taken.getLocalPort());
            fails(kindling.run("master", "--port", port, "--credentials", root + "/c"), 1, port);
            fails(kindling.run("submit", "--master", "local-cluster[1,1,1024]", "--conf", "kindling.driver.port=" + port,
                    "--conf", "kindling.port.maxRetries=0", "--class", "io.kindling.itests.app.Misbehaving", jar, "throw"), 1, port, "kindling.driver.port");
        }
    }

    @Test
    public void shouldTellWhatATaskThrew() throws Exception {
        final Kindling.Outcome outcome = run("local[2]", "throw");

        fails(outcome, 1, "java.lang.IllegalStateException: the record 2 is bad", "Misbehaving.java", "kindling.task.maxFailures");
    }

    @Test
    public void shouldSurviveATaskThatExits() throws Exception {
        final Kindling.Outcome outcome = kindling.run("submit", "--master", "local-cluster[1,1,1024]",
                "--class", "io.kindling.itests.app.Misbehaving", jar, "exit");

        fails(outcome, 1, "exit code 9", "stage 0", "says goodbye", "has called System.exit [at ", "Misbehaving.java");
        fails(run("local", "exit"), 9, "has called System.exit [at ", "Misbehaving.java");
    }

    @Test
    public void shouldNameTheFieldOfAClosureThatCannotTravel() throws Exception {
        fails(run("local[2]", "closure"), 1, "Misbehaving", "is not Serializable");
    }

    @Test
    public void shouldPassOnWhatMainDoes() throws Exception {
        fails(run("local", "main-throws"), 1, "main does not like this");
        assertEquals(3, run("local", "exit-3").exitCode());
        fails(kindling.run("submit", "--no-such-option"), 2, "--no-such-option", "kindling submit --help");
        fails(kindling.run("sumbit"), 2, "sumbit", "kindling --help");
        assertEquals(0, kindling.run("submit", "--help").exitCode());
        assertEquals(0, kindling.run("version").exitCode());
    }

    private Kindling.Outcome run(final String master, final String... arguments) throws Exception {
        final List<String> all = new ArrayList<>(List.of("submit", "--master", master, "--class", "io.kindling.itests.app.Misbehaving", jar));
        all.addAll(List.of(arguments));
        return kindling.run(all.toArray(String[]::new));
    }

    private Kindling.Outcome runWith(final String argument, final String... options) throws Exception {
        final List<String> all = new ArrayList<>(List.of("submit", "--master", "local[2]"));
        all.addAll(List.of(options));
        all.addAll(List.of("--class", "io.kindling.itests.app.Misbehaving", jar, argument));
        return kindling.run(all.toArray(String[]::new));
    }

    private static void fails(final Kindling.Outcome outcome, final int exitCode, final String... names) {
        assertEquals(outcome.toString(), exitCode, outcome.exitCode());
        for (final String name : names) {
            assertTrue("stderr names '" + name + "': " + outcome, outcome.err().contains(name));
        }
        assertEquals("one error in " + outcome, 1, outcome.err().lines().filter(line -> line.startsWith("error: ")).count());
        assertFalse(outcome.toString(), outcome.err().contains("internal error"));
    }
}
