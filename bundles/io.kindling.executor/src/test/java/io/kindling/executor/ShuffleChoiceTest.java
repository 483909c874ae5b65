package io.kindling.executor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.StageCompilers;
import io.kindling.executor.control.Ending;
import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.Shuffles;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Which shuffle an executor has. */
public class ShuffleChoiceTest extends DriverCase {

    private final Counted other = new Counted();
    private final Counted usual = new Counted();

    /** Counts how often it was opened. */
    private static final class Counted implements Shuffles {

        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public ShuffleSession open(final ShuffleSetup setup) throws IOException {
            opened.incrementAndGet();
            return new FileShuffles().open(setup);
        }
    }

    @Before
    public void open() {
        driver.shuffles.put(FileShuffles.KIND, usual);
        driver.shuffles.put("other", other);
    }

    @After
    public void close() {
        driver.entries.forEach(ProcessExecutorEntry::stop);
    }

    @Test
    public void shouldHaveTheOneThatTheApplicationChose() throws Exception {
        driver.shuffle = "other";
        driver.start(0, 1, StageCompilers.create());

        assertEquals("0 1", usual.opened + " " + other.opened);
    }

    @Test
    public void shouldHaveTheRuntimesOwnIfNoneWasChosen() throws Exception {
        driver.start(0, 1, StageCompilers.create());

        assertEquals("1 0", usual.opened + " " + other.opened);
    }

    /** Before it registers, so that the driver counts it as one that could not be started and gives up after some. */
    @Test
    public void shouldRefuseANameThatIsNotInstalled() throws Exception {
        driver.shuffle = "othr";
        final String log = Warnings.of(ExecutorRun.class, () -> assertEquals(Ending.NO_SUCH_SHUFFLE, (int) driver.begin(0, 1, StageCompilers.create()).get()));

        assertTrue(log, log.contains("kindling.shuffle.manager=othr names no shuffle that is installed here; there are [files, other]"));
        assertEquals(0, driver.registrations.size());
    }

    @Test
    public void shouldEndWithTheBundleOfItsShuffleOnly() throws Exception {
        driver.shuffle = "other";
        driver.start(0, 1, StageCompilers.create());
        final ProcessExecutorEntry entry = driver.entries.get(0);

        entry.removeShuffles(usual, Map.of(Shuffles.NAME, FileShuffles.KIND));
        driver.stage(0, 5); // it still works
        driver.launch(0, 5, 1);
        driver.status();
        final String log = Warnings.of(ExecutorRun.class, () -> {
            entry.removeShuffles(other, Map.of(Shuffles.NAME, "other"));
            assertEquals(1, driver.exitCode(0));
        });

        assertTrue(log, log.contains("the bundle of the shuffle 'other' stops"));
    }
}
