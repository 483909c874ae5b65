package io.kindling.executor;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A test of executors that work for one driver, in a directory that goes with the test. */
public abstract class DriverCase {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    TestDriver driver;

    /** Before what a test prepares itself. */
    @Before
    public final void openDriver() throws Exception {
        driver = new TestDriver(folder.newFolder("local").toPath());
    }

    /** After what a test ends itself. */
    @After
    public final void closeDriver() throws Exception {
        driver.close();
    }
}
