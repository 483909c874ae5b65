package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.Test;

public class KindlingConfTest {

    private final KindlingConf conf = new KindlingConf(false);

    @Test
    public void shouldReadTypedValues() {
        conf.set("a.flag", "true").set("a.count", "7").set("a.long", "5000000000").set("a.share", "0.25");

        assertTrue(conf.getBoolean("a.flag", false));
        assertEquals(7, conf.getInt("a.count", 1));
        assertEquals(5_000_000_000L, conf.getLong("a.long", 1));
        assertEquals(0.25, conf.getDouble("a.share", 1), 0);
        assertFalse(conf.getBoolean("missing", false));
        assertEquals(Map.of("flag", "true", "count", "7", "long", "5000000000", "share", "0.25"), conf.getAllWithPrefix("a."));
    }

    @Test
    public void shouldReadSizesAndTimesInTheUnitThatIsAskedFor() {
        conf.set("size", "2g").set("bare", "64").set("odd", "1500kb").set("wait", "2min").set("short", "1500ms");

        assertEquals(2L << 30, conf.getSizeAsBytes("size"));
        assertEquals(2L << 20, conf.getSizeAsKb("size"));
        assertEquals(2, conf.getSizeAsGb("size"));
        assertEquals(64, conf.getSizeAsMb("bare"));
        assertEquals(64, conf.getSizeAsBytes("bare"));
        assertEquals(1, conf.getSizeAsMb("odd"));
        assertEquals(8, conf.getSizeAsMb("missing", "8m"));
        assertEquals(120_000, conf.getTimeAsMs("wait"));
        assertEquals(1, conf.getTimeAsSeconds("short"));
        assertEquals(64, conf.getTimeAsSeconds("bare"));
        assertEquals(250, conf.getTimeAsMs("missing", "250"));
    }

    @Test
    public void shouldNameTheKeyOfAValueThatCannotBeRead() {
        conf.set("n", "7x").set("size", "9999999999999999p").set("wait", "3 fortnights").set("flag", "maybe");

        assertTrue(assertThrows(IllegalArgumentException.class, () -> conf.getInt("n", 0)).getMessage().contains("'7x' of n"));
        assertThrows(IllegalArgumentException.class, () -> conf.getSizeAsBytes("size"));
        assertThrows(IllegalArgumentException.class, () -> conf.getTimeAsMs("wait"));
        assertThrows(IllegalArgumentException.class, () -> conf.getBoolean("flag", true));
        assertThrows(NoSuchElementException.class, () -> conf.getSizeAsMb("missing"));
    }

    @Test
    public void shouldNotPrintSecrets() {
        conf.set("kindling.app.name", "x").set("kindling.executorEnv.DB_PASSWORD", "hunter2");

        assertEquals("kindling.app.name=x\nkindling.executorEnv.DB_PASSWORD=(hidden)", conf.toDebugString());
    }

    @Test
    public void shouldChangeApartFromItsCopy() {
        conf.set("a", "1");
        final KindlingConf copy = conf.clone();
        copy.set("a", "2");

        assertEquals("1", conf.get("a"));
        assertEquals("2", copy.get("a"));
    }

    @Test
    public void shouldRegisterClassesWithKryoBesidesThoseBefore() {
        conf.registerKryoClasses(String.class).registerKryoClasses(Tuple2.class, String.class);

        assertFalse("a program that ports goes on without a Kryo", conf.contains("kindling.serializer"));
        assertEquals("java.lang.String,io.kindling.api.Tuple2", conf.get("kindling.kryo.classesToRegister"));
    }
}
