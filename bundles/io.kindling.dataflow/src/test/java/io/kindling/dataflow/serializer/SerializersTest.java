package io.kindling.dataflow.serializer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.serializer.RecordSerializer;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.aggregate.ManyValues;
import io.kindling.dataflow.serializer.App.Plain;
import io.kindling.dataflow.serializer.App.Registered;
import java.io.File;
import java.io.IOException;
import java.io.InvalidClassException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.Test;

public class SerializersTest {

    private static final String APP = App.class.getName();

    private static RecordCodec codec(final String... settings) {
        final Map<String, String> configuration = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            configuration.put(settings[i], settings[i + 1]);
        }
        return RecordCodecs.factory().create(new JavaStreams(), SerializersTest.class.getClassLoader(), configuration);
    }

    private static Object trip(final RecordCodec codec, final Object value) {
        return codec.decode(codec.encode(Collections.singletonList(value).iterator())).get(0);
    }

    @Test
    public void shouldGoThroughTheKryoOfTheApplication() {
        for (final String unsafe : List.of("false", "true")) {
            final RecordCodec kryo = codec("kindling.serializer", "kryo", "kindling.kryo.unsafe", unsafe);
            final Plain plain = new Plain(7, "seven");
            plain.others.add(plain);
            plain.others.addAll(Arrays.asList(1, List.of("x"), new Tuple2<>("k", 2L)));
            final Plain back = (Plain) trip(kryo, plain);
            assertEquals(plain, back);
            assertNotSame(plain, back);
            assertSame(back, back.others.get(0));
            assertEquals(plain.others.get(3), back.others.get(3));
            assertEquals(new Tuple2<>("k", new Plain(1, "x")), trip(kryo, new Tuple2<>("k", new Plain(1, "x"))));
            assertEquals(List.of("a", 1), trip(kryo, new ArrayList<>(List.of("a", 1))));
            final List<Object> mixed = List.of(new Tuple2<>("k", Optional.of(new Plain(1, "x"))), 5, new Tuple2<>(null, Optional.empty()), new Plain(2, "y"),
                    new Tuple2<>(1, new Tuple2<>(1, new Tuple2<>(1, new Tuple2<>(1, new Tuple2<>(1, new Tuple2<>(1, new Plain(3, "z"))))))),
                    new Tuple3<>("a", new Plain(4, "w"), new ArrayList<>(List.of(new Plain(5, "v")))));
            assertEquals(mixed, kryo.decode(kryo.encode(mixed.iterator())));
        }
    }

    /** As the values of a key are that groupByKey gives, when they are many. */
    @Test
    public void shouldWriteGroupsInFullThatObjectsHold() {
        for (final String references : List.of("true", "false")) {
            final RecordCodec kryo = codec("kindling.serializer", "kryo", "kindling.kryo.referenceTracking", references,
                    "kindling.kryo.registrationRequired", "true", "kindling.kryo.classesToRegister", APP + "$Plain,java.util.ArrayList");
            final List<Object> values = Arrays.asList(1, "two", null, new Plain(4, "four"));
            final Plain holder = new Plain(7, "seven");
            holder.others.add(new ManyValues(values::iterator));
            holder.others.add(new ManyValues(Collections::emptyIterator));
            final Plain back = (Plain) trip(kryo, holder);
            final List<Object> found = new ArrayList<>();
            ((Iterable<?>) back.others.get(0)).forEach(found::add);
            assertEquals(values, found);
            assertEquals(List.of(), new ArrayList<>((ManyValues) back.others.get(1)));
            assertEquals("again", values, new ArrayList<>((ManyValues) ((Plain) trip(kryo, back)).others.get(0)));
        }
    }

    @Test
    public void shouldLetARegistratorRegisterAndRefuseWhatIsNotRegistered() {
        final RecordCodec kryo = codec("kindling.serializer", "kryo", "kindling.kryo.registrator", APP + "$Registrator",
                "kindling.kryo.registrationRequired", "true", "kindling.kryo.classesToRegister", "java.util.TreeMap");
        final Registered registered = new Registered();
        registered.number = 1;
        assertEquals("the serialiser that was registered adds one", 2, ((Registered) trip(kryo, registered)).number);
        assertEquals(new java.util.TreeMap<>(Map.of("a", "b")), trip(kryo, new java.util.TreeMap<>(Map.of("a", "b"))));
        final RecordCodecException e = assertThrows(RecordCodecException.class, () -> trip(kryo, new Plain(1, "a")));
        assertTrue(e.getMessage(), e.getMessage().contains("Plain") && e.getMessage().contains("not registered"));
        assertEquals("goes on", 2, ((Registered) trip(kryo, registered)).number);
    }

    @Test
    public void shouldNameTheSettingWhenARecordIsTooLargeForItsBuffer() {
        final RecordCodec kryo = codec("kindling.serializer", "kryo", "kindling.kryoserializer.buffer", "1k", "kindling.kryoserializer.buffer.max", "4k");
        final String e = assertThrows(RecordCodecException.class, () -> trip(kryo, new Plain(1, "x".repeat(10_000)))).getMessage();
        assertTrue(e, e.contains("kindling.kryoserializer.buffer.max"));
        assertEquals(new Plain(1, "y"), trip(kryo, new Plain(1, "y")));
    }

    @Test
    public void shouldLetNoClassOfTheOutsideInThroughKryo() {
        final byte[] bytes = codec("kindling.serializer", "kryo").encode(List.<Object>of(new Plain(1, "a")).iterator());
        final RecordCodec strict = RecordCodecs.factory().create(new StrictStreams(), getClass().getClassLoader(), Map.of("kindling.serializer", "kryo"));
        final RecordCodecException e = assertThrows(RecordCodecException.class, () -> strict.decode(bytes));
        assertTrue(e.getMessage(), e.getMessage().contains("Plain") && e.getMessage().contains("may not"));
        final byte[] own = codec().encode(List.<Object>of(App.Colour.RED).iterator());
        assertThrows(RecordCodecException.class, () -> RecordCodecs.create(new StrictStreams()).decode(own));
    }

    /** Lets nothing of the application in. */
    private static final class StrictStreams extends JavaStreams {
        @Override
        public String nameOf(final Class<?> type) throws IOException {
            if (type.getName().startsWith(APP)) {
                throw new InvalidClassException(type.getName(), "may not travel");
            }
            return type.getName();
        }

        @Override
        public Class<?> classOf(final String name) throws IOException, ClassNotFoundException {
            final Class<?> type = super.classOf(name);
            nameOf(type);
            return type;
        }
    }

    @Test
    public void shouldUseASerialiserOfTheApplicationOrOfAService() {
        final RecordCodec own = codec("kindling.serializer", APP + "$Own", "kindling.app.text", "made");
        assertEquals(new Plain(5, "made"), trip(own, new Plain(5, "lost")));
        final List<Object> list = new ArrayList<>(List.of(1, 2));
        assertEquals("by Java's, which the serialiser left it to", list, trip(own, list));
        assertEquals(new Tuple2<>("k", list), trip(own, new Tuple2<>("k", list)));
        final ConfiguredCodecs codecs = new ConfiguredCodecs();
        final RecordSerializer service = new App.Own();
        codecs.addSerializer(service, Map.of(RecordSerializer.KEY, "bytes"));
        final RecordCodec served = codecs.create(new JavaStreams(), getClass().getClassLoader(),
                Map.of("kindling.serializer", "bytes", "kindling.app.text", "served"));
        assertEquals(new Plain(6, "served"), trip(served, new Plain(6, "lost")));
        codecs.removeSerializer(service, Map.of(RecordSerializer.KEY, "bytes"));
        assertThrows(KindlingException.class, () -> codecs.create(new JavaStreams(), getClass().getClassLoader(), Map.of("kindling.serializer", "bytes")));
    }

    @Test
    public void shouldSayWhatCannotBeChosen() {
        for (final String wrong : List.of("no.such.Class", "java.lang.String")) {
            final String e = assertThrows(KindlingException.class, () -> codec("kindling.serializer", wrong)).getMessage();
            assertTrue(e, e.contains("kindling.serializer") && e.contains(wrong));
        }
        assertTrue(assertThrows(KindlingException.class, () -> codec("kindling.serializer", "kryo", "kindling.kryo.registrator", "no.Such"))
                .getMessage().contains("kindling.kryo.registrator"));
        assertTrue(assertThrows(KindlingException.class, () -> codec("kindling.serializer", "kryo", "kindling.kryo.classesToRegister", "no.Such"))
                .getMessage().contains("no.Such"));
        final String e = assertThrows(KindlingException.class, () -> RecordCodecs.factory().create(new JavaStreams(), ClassLoader.getPlatformClassLoader(),
                Map.of("kindling.serializer", "kryo"))).getMessage();
        assertTrue(e, e.contains("has no Kryo") && e.contains("com.esotericsoftware:kryo"));
    }

    @Test
    public void shouldServeManyThreads() throws Exception {
        for (final RecordCodec codec : List.of(codec("kindling.serializer", "kryo"), codec())) {
            final CountDownLatch done = new CountDownLatch(4);
            final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            for (int t = 0; t < 4; t++) {
                final int number = t;
                new Thread(() -> {
                    try {
                        for (int i = 0; i < 2_000; i++) {
                            final Object point = new App.Point(number * i, App.Colour.BLUE, List.of("x", i));
                            assertEquals(point, trip(codec, point));
                        }
                    } catch (final Throwable e) {
                        failures.add(e);
                    } finally {
                        done.countDown();
                    }
                }).start();
            }
            assertTrue(done.await(60, java.util.concurrent.TimeUnit.SECONDS));
            assertEquals(List.of(), failures);
        }
    }

    /** Gives the API and the JDK, and all else from files of its own: as class spaces do. */
    private static final class Application extends URLClassLoader {
        Application() throws Exception {
            super(urls(), new ClassLoader(ClassLoader.getPlatformClassLoader()) {
                @Override
                protected Class<?> findClass(final String name) throws ClassNotFoundException {
                    if (name.startsWith("io.kindling.api.")) {
                        return Class.forName(name);
                    }
                    throw new ClassNotFoundException(name);
                }
            });
        }

        private static URL[] urls() throws Exception {
            final List<URL> urls = new ArrayList<>();
            for (final String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (!element.contains("io.kindling.api")) {
                    urls.add(Path.of(element).toUri().toURL());
                }
            }
            return urls.toArray(new URL[0]);
        }
    }

    /** Class spaces name classes with their artifact: here there is one. */
    private static final class LoaderStreams extends JavaStreams {
        private final ClassLoader loader;

        LoaderStreams(final ClassLoader loader) {
            this.loader = loader;
        }

        @Override
        public Class<?> classOf(final String name) throws ClassNotFoundException {
            return Class.forName(name, false, loader);
        }
    }

    @Test
    public void shouldLeaveNothingOfAnApplicationBehind() throws Exception {
        for (final String serializer : List.of("auto", "kryo")) {
            final WeakReference<ClassLoader> loader = use(serializer);
            for (int i = 0; i < 50 && loader.get() != null; i++) {
                System.gc();
                Thread.onSpinWait();
                fill();
            }
            assertNull(serializer + " keeps the classes of an application that has ended", loader.get());
        }
    }

    private static void fill() {
        final List<byte[]> filler = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            filler.add("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(20, filler.size());
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> use(final String serializer) throws Exception {
        try (Application application = new Application()) {
            final RecordCodec codec = RecordCodecs.factory().create(new LoaderStreams(application), application, Map.of("kindling.serializer", serializer));
            final List<Object> records = ((Supplier<List<Object>>) Class.forName(APP + "$Records", true, application).getConstructor().newInstance()).get();
            assertSame(application, records.get(0).getClass().getClassLoader());
            for (int i = 0; i < 50; i++) {
                final List<Object> back = codec.decode(codec.encode(records.iterator()));
                assertSame(records.get(0).getClass(), back.get(0).getClass());
                assertSame(records.get(1).getClass(), back.get(1).getClass()); // comparing them would link their methods, which class spaces undo
                assertSame(records.get(2), back.get(2));
            }
            return new WeakReference<>(application);
        }
    }
}
