package io.kindling.api;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

public class DeploymentContextTest {

    @Test
    public void shouldFindTheJarOfAClass() {
        final String[] jars = KindlingContext.jarOfClass(Test.class);
        assertEquals(1, jars.length);
        assertTrue(jars[0], jars[0].endsWith(".jar") && Files.isRegularFile(Path.of(jars[0])));
        assertArrayEquals(jars, KindlingContext.jarOfObject(new org.junit.AssumptionViolatedException("")));
    }

    @Test
    public void shouldFindNoJarOfClassesElsewhere() {
        assertEquals("in a directory", 0, KindlingContext.jarOfClass(DeploymentContextTest.class).length);
        assertEquals("of the JDK", 0, KindlingContext.jarOfClass(String.class).length);
    }
}
