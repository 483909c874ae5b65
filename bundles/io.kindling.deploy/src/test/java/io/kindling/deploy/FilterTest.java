package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.felix.framework.Felix;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class FilterTest {

    private final ClassSpace space = new DeployedClassSpaces(Felix.class).ofArtifacts(List.of());

    /** Does something on being read. */
    static final class Gadget implements Serializable {

        static boolean ran;

        private void readObject(final ObjectInputStream in) {
            ran = true;
        }
    }

    /** Writes what it likes and claims that it comes from where the reader says. */
    private static byte[] forge(final Object value) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes) {
            private boolean named;

            @Override
            protected void annotateClass(final Class<?> type) throws IOException {
                writeShort(0);
                if (!named) {
                    writeUTF("");
                    named = true;
                }
            }
        }) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    @Before
    public void reset() {
        Gadget.ran = false;
    }

    @After
    public void close() {
        space.close();
    }

    private Object read(final byte[] bytes) throws Exception {
        try (ObjectInput in = space.input(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    public void shouldRefuseClassesThatTheApplicationDoesNotBring() throws Exception {
        for (final Object bad : List.of(new Gadget(), new Gadget[1], new Tuple2<>(1, new Gadget()), new ArrayList<>(List.of(new Gadget())))) {
            assertThrows(Exception.class, () -> read(forge(bad)));
            assertFalse(Gadget.ran);
        }
        for (final Object bad : List.of(new URL("http://localhost"), InetSocketAddress.createUnresolved("a", 1), Artifact.Kind.JAR)) {
            final Exception e = assertThrows(Exception.class, () -> read(forge(bad)));
            assertTrue(e.toString(), e instanceof InvalidClassException || e instanceof ClassNotFoundException);
            assertTrue(e.toString(), e.toString().contains(bad.getClass().getName()));
        }
    }

    @Test
    public void shouldRefuseToWriteThemToo() throws Exception {
        try (ObjectOutput out = space.output(new ByteArrayOutputStream())) {
            final InvalidClassException e = assertThrows(InvalidClassException.class, () -> out.writeObject(new Gadget()));
            assertTrue(e.getMessage(), e.getMessage().contains(Gadget.class.getName() + "; must come from the application's artifacts"));
            assertThrows(InvalidClassException.class, () -> out.writeObject(Artifact.Kind.JAR));
        }
    }

    @Test
    public void shouldLetValuesThrough() throws Exception {
        final List<Object> values = List.of(1, 2L, 3.0, 'c', "text", true, BigInteger.TEN, URI.create("a:b"), Duration.ofSeconds(1),
                LocalDateTime.of(2026, 1, 1, 0, 0), new Date(0), TimeZone.getDefault(), TimeUnit.DAYS, new BitSet(4), EnumSet.of(TimeUnit.DAYS),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)), new TreeMap<>(Map.of(1, 2)), new ConcurrentHashMap<>(Map.of(1, 2)), new Tuple2<>(1, "a"),
                new ArrayList<>(List.of(1)), int.class, String[].class, List.of(String.class));
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutput out = space.output(bytes)) {
            out.writeObject(values);
            out.writeObject(new Object[] {new int[] {1}, new String[][] {{"a"}}, new AtomicLong(3), Pattern.compile("a+"), new IllegalStateException("x", new IOException("y"))});
        }
        try (ObjectInput in = space.input(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(values, in.readObject());
            final Object[] more = (Object[]) in.readObject();
            assertEquals("a", ((String[][]) more[1])[0][0]);
            assertEquals("y", ((Throwable) more[4]).getCause().getMessage());
        }
    }

    /** A few bytes that announce an array of 200 million elements must not take the memory for them. */
    @Test
    public void shouldBelieveNoLengthOfAnArrayThatTheBytesCannotHold() throws Exception {
        for (final Object small : List.of(new long[] {1}, new byte[] {1}, new String[] {"a"}, new long[][] {{1}})) {
            final byte[] bytes = forge(small);
            patchFirstLength(bytes, 200_000_000);
            final InvalidClassException e = assertThrows(InvalidClassException.class, () -> read(bytes));
            assertTrue(String.valueOf(e.getCause()), e.getCause().getMessage().contains("array"));
        }
    }

    /** Each array by itself would be believed, for each could be the last one. */
    @Test
    public void shouldCountTheArraysTogether() throws Exception {
        Object nested = "end";
        for (int i = 0; i < 100; i++) {
            nested = new Object[] {nested};
        }
        final byte[] bytes = forge(new Object[] {nested, new byte[4_096]});
        for (int i = 0; i < bytes.length - 8; i++) {
            // Each of the nested arrays after the outermost: a reference to the description of its class, then its length.
            if (bytes[i] == 0x75 && bytes[i + 1] == 0x71 && ByteBuffer.wrap(bytes).getInt(i + 6) == 1) {
                ByteBuffer.wrap(bytes).putInt(i + 6, 4_000);
            }
        }
        final InvalidClassException e = assertThrows(InvalidClassException.class, () -> read(bytes));
        assertTrue(String.valueOf(e.getCause()), e.getCause().getMessage().contains("with the arrays before it"));
    }

    @Test
    public void shouldBelieveHonestLengths() throws Exception {
        final List<Object> honest = new ArrayList<>();
        honest.add(new long[100_000]);
        honest.add(new Object[100_000]);
        honest.add(new byte[0]);
        for (int i = 0; i < 500; i++) {
            final Map<Object, Object> map = new HashMap<>(16, 0.25f);
            map.put(i, i);
            map.put(-i - 1, new IdentityHashMap<>(Map.of(i, i)));
            honest.add(map);
            honest.add(new Hashtable<>(map));
            honest.add(new ArrayDeque<>(List.of(i)));
            honest.add(new PriorityQueue<>(List.of(i)));
            honest.add(new HashSet<>(List.of(i)));
        }
        final List<?> back = (List<?>) read(forge(honest));
        assertEquals(honest.size(), back.size());
        assertEquals(100_000, ((long[]) back.get(0)).length);
        for (int size = 0; size < 3_000; size = size * 2 + 1) {
            final Map<Object, Object> map = new HashMap<>(16, 0.25f);
            for (int i = 0; i < size; i++) {
                map.put((byte) i + "" + i, null);
            }
            assertEquals(map, read(forge(map)));
        }
    }

    private static void patchFirstLength(final byte[] bytes, final int length) {
        for (int i = 0; i < bytes.length - 6; i++) {
            // The end of a class description without a superclass, then the length 1.
            if (bytes[i] == 0x78 && bytes[i + 1] == 0x70 && ByteBuffer.wrap(bytes).getInt(i + 2) == 1) {
                ByteBuffer.wrap(bytes).putInt(i + 2, length);
                return;
            }
        }
        throw new AssertionError("no array of one element");
    }

    @Test
    public void shouldLimitTheDepth() throws Exception {
        Object nested = "end";
        for (int i = 0; i < 1_005; i++) {
            nested = new Object[] {nested};
        }
        final Object deep = nested;
        final byte[] bytes = forge(deep);
        final InvalidClassException e = assertThrows(InvalidClassException.class, () -> read(bytes));
        assertTrue(String.valueOf(e.getCause()), e.getCause().getMessage().contains("depth"));
    }
}
