package io.kindling.launcher;

import static org.junit.Assert.assertEquals;

import java.util.Properties;
import org.junit.Test;

public class LibrarySettingsTest {

    private static final String EVENTS = "io.netty.jfr.enabled";

    private final Properties system = new Properties();

    @Test
    public void shouldStartNoRecorderForEventsThatNobodyAskedFor() {
        LibrarySettings.apply(system);
        assertEquals("false", system.getProperty(EVENTS));
    }

    @Test
    public void shouldLeaveWhatWasGiven() {
        system.setProperty(EVENTS, "true");
        LibrarySettings.apply(system);
        assertEquals("true", system.getProperty(EVENTS));
    }
}
