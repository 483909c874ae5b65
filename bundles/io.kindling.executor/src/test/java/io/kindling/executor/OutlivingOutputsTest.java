package io.kindling.executor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.StageCompilers;
import io.kindling.executor.files.SharedOutputs;
import io.kindling.protocol.message.Shutdown;
import io.kindling.shuffle.FileShuffles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Where map outputs lie that outlive their executor, and when they end. */
public class OutlivingOutputsTest extends DriverCase {

    private Path place;
    private Path left;

    @Before
    public void open() {
        driver.outlive = true;
        place = folder.getRoot().toPath().resolve("outputs");
        left = place.resolve("shuffle-3/of-another");
        System.setProperty(SharedOutputs.DIRECTORY, place.toString());
    }

    @After
    public void close() {
        System.clearProperty(SharedOutputs.DIRECTORY);
        driver.entries.forEach(ProcessExecutorEntry::stop);
    }

    private void leaveSomething() throws Exception {
        Files.createDirectories(left.getParent());
        Files.writeString(left, "x");
    }

    @Test
    public void shouldTellTheDriverThePlaceAndKeepOthersOut() throws Exception {
        assertEquals(place.toString(), driver.start(0, 1, StageCompilers.create()).outputs());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
    }

    /** Whoever made it could read what the application shuffles. */
    @Test
    public void shouldRefuseAPlaceThatOthersCanEnter() throws Exception {
        Files.createDirectory(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-x---"));
        final String log = Warnings.of(ExecutorRun.class, () -> assertEquals(1, (int) driver.begin(0, 1, StageCompilers.create()).get(30, TimeUnit.SECONDS)));

        assertTrue(log, log.contains("(rwxr-x---)") && log.contains("chmod 700 " + place));
    }

    @Test
    public void shouldLeaveThemWhenItIsReleased() throws Exception {
        driver.start(0, 1, StageCompilers.create());
        leaveSomething();

        driver.entries.get(0).stop();

        assertEquals(1, driver.exitCode(0));
        assertTrue(Files.exists(left));
    }

    @Test
    public void shouldDeleteThemWithTheApplication() throws Exception {
        driver.start(0, 1, StageCompilers.create());
        leaveSomething();

        driver.send(0, new Shutdown("it is over"));

        assertEquals(0, driver.exitCode(0));
        assertTrue(Files.notExists(left));
    }

    /** Nobody else would: the worker is gone. */
    @Test
    public void shouldDeleteThemWithItsParent() throws Exception {
        driver.start(0, 1, StageCompilers.create());
        leaveSomething();

        driver.threads.get(0).interrupt();

        assertEquals(1, driver.exitCode(0));
        assertTrue(Files.notExists(left));
    }

    @Test
    public void shouldHaveThemToItselfUnlessTold() throws Exception {
        driver.outlive = false;

        assertNull(driver.start(0, 1, StageCompilers.create()).outputs());
        assertTrue(Files.notExists(place));
    }

    @Test
    public void shouldHaveThemToItselfWhereThereIsNoPlace() throws Exception {
        System.clearProperty(SharedOutputs.DIRECTORY);
        final String log = Warnings.of(OpenShuffles.class, () -> assertNull(driver.start(0, 1, StageCompilers.create()).outputs()));

        assertTrue(log, log.contains("the cluster manager gives it no place"));
    }

    @Test
    public void shouldHaveThemToItselfIfItsShuffleCannotShare() throws Exception {
        driver.shuffle = "own";
        driver.shuffles.put("own", new FileShuffles()::open);
        final String log = Warnings.of(OpenShuffles.class, () -> assertNull(driver.start(0, 1, StageCompilers.create()).outputs()));

        assertTrue(log, log.contains("the shuffle 'own' cannot share a place"));
    }
}
