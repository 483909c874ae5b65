package io.kindling.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class ChildProcessesTest {

    private final ChildProcesses processes = new ChildProcesses();

    @After
    public void endAll() {
        processes.deactivate();
    }

    @Test(timeout = 30_000)
    public void shouldStartAChildOnceUnderItsName() {
        final Process child = processes.apply("a", java(Echo.class));

        assertTrue(child.isAlive());
        assertSame(child, processes.apply("a", java(Echo.class)));
        assertSame(child, processes.apply("a", null));
        assertNotSame(child, processes.apply("b", java(Echo.class)));
    }

    @Test(timeout = 30_000)
    public void shouldFindNothingUnderAnUnknownName() {
        assertNull(processes.apply("nobody", null));
    }

    @Test(timeout = 30_000)
    public void shouldTellTheExitCodeOfAChildThatHasEndedUntilAnotherIsStarted() throws Exception {
        final Process child = processes.apply("a", java(Echo.class));
        child.getOutputStream().close();

        assertEquals(7, child.waitFor());

        assertEquals(7, processes.apply("a", null).exitValue());
        assertTrue(processes.apply("a", java(Echo.class)).isAlive());
        assertTrue(processes.apply("a", null).isAlive());
    }

    @Test(timeout = 30_000)
    public void shouldEndAllChildrenAndWhatTheyStartedWhenItStops() throws Exception {
        final Process child = processes.apply("stubborn", java(Stubborn.class));
        final InputStream out = child.getInputStream();
        assertEquals('r', out.read());
        final ProcessHandle grandchild = child.children().findFirst().orElseThrow();

        processes.deactivate();

        assertTrue(child.waitFor(1, TimeUnit.SECONDS));
        assertFalse(grandchild.isAlive());
    }

    @Test(timeout = 30_000)
    public void shouldNameTheProcessThatCannotBeStarted() {
        final UncheckedIOException e = assertThrows(UncheckedIOException.class,
                () -> processes.apply("broken", new ProcessBuilder("/nowhere/at/all")));

        assertTrue(e.getMessage(), e.getMessage().startsWith("cannot start the process broken: "));
        assertNull(processes.apply("broken", null));
    }

    static ProcessBuilder java(final Class<?> main) {
        return new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx32m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName());
    }

    /** Keeps the contract of a child: ends at the end of its standard input. */
    public static final class Echo {

        private Echo() {
        }

        public static void main(final String[] args) throws Exception {
            while (System.in.read() >= 0) {
                continue;
            }
            System.exit(7);
        }
    }

    /** Ignores the wish to end, and has a child that does so too. */
    public static final class Stubborn {

        private Stubborn() {
        }

        public static void main(final String[] args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(Stubborn::stay));
            if (args.length == 0) {
                final ProcessBuilder builder = java(Stubborn.class);
                builder.command().add("leaf");
                builder.start();
                System.out.print('r');
                System.out.flush();
            }
            stay();
        }

        private static void stay() {
            try {
                TimeUnit.SECONDS.sleep(60);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
