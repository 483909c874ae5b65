package io.kindling.executor;

import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.Shuffles;
import org.junit.Test;

public class InstalledShufflesTest {

    private final InstalledShuffles installed = new InstalledShuffles();
    private final Shuffles one = new FileShuffles();
    private final Shuffles two = new FileShuffles();

    /** Executors that chose differently could not read each other's map outputs. */
    @Test
    public void shouldRefuseANameThatTwoHave() throws Exception {
        installed.add("folder", one);
        installed.add("folder", two);
        final String refused = assertThrows(NoSuchShuffleException.class, () -> installed.find("folder")).getMessage();
        assertTrue(refused, refused.contains("kindling.shuffle.manager=folder names 2 shuffles"));

        installed.remove("folder", one);
        assertSame(two, installed.find("folder"));
        installed.remove("folder", two);
        assertThrows(NoSuchShuffleException.class, () -> installed.find("folder"));
    }
}
