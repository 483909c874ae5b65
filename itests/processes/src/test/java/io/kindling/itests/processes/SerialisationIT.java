package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.HashPartitioner;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.api.function.Function;
import io.kindling.itests.app.Records;
import io.kindling.itests.app.Records.Event;
import io.kindling.itests.app.Records.Hooked;
import io.kindling.itests.app.Records.Level;
import io.kindling.itests.app.Records.Own;
import io.kindling.itests.app.Records.Person;
import io.kindling.itests.app.Records.Plain;
import io.kindling.itests.app.Records.Stuck;
import io.kindling.itests.app.Records.Trouble;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Records and functions of all sorts between a driver and executors that are processes. */
public class SerialisationIT {

    private static KindlingContext context;

    @BeforeClass
    public static void start() {
        context = new KindlingContext(conf(2));
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    private static KindlingConf conf(final int executors) {
        return new KindlingConf().setMaster("local-cluster[" + executors + ",1,1024]").setAppName("serialisation");
    }

    private static Rdd<Integer> numbers(final KindlingContext in, final int count) {
        return in.parallelize(IntStream.range(0, count).boxed().collect(Collectors.toList()), 3);
    }

    @Test
    public void shouldBringObjectsOfEverySortThroughAShuffle() {
        final int sorts = Records.all().size();
        final Map<Integer, Object> back = new TreeMap<>(numbers(context, sorts).mapToPair(i -> new Tuple2<>(i, Records.all().get(i)))
                .repartition(2).mapToPair(pair -> new Tuple2<>(pair._1, pair._2)).collectAsMap());
        final Person ann = (Person) back.get(0);
        assertEquals("Bob", ann.friend.name());
        assertSame(ann, ann.friend.friend);
        assertSame(ann, ann.notes.get("self"));
        assertEquals(new Event(Instant.EPOCH, new BigDecimal("1.50"), Level.HIGH, List.of("x")), back.get(1));
        assertEquals(7, ((Hooked) back.get(2)).secret);
        assertEquals(8, ((Own) back.get(3)).number);
        assertEquals(9, ((Trouble) back.get(4)).code);
        assertTrue(Arrays.stream(((Trouble) back.get(4)).getStackTrace()).anyMatch(frame -> frame.getClassName().equals(Records.class.getName())));
        assertEquals("b", ((TreeMap<?, ?>) back.get(5)).firstKey());
        assertSame(Level.HIGH, back.get(6));
        assertSame(Event[].class, back.get(7).getClass());
    }

    @Test
    public void shouldKeyByObjectsNullsAndNaN() {
        final Map<Event, Integer> events = numbers(context, 100)
                .mapToPair(i -> new Tuple2<>(new Event(Instant.ofEpochSecond(i % 5), BigDecimal.ONE, Level.values()[i % 2], null), 1))
                .reduceByKey(Integer::sum, 4).collectAsMap();
        assertEquals(10, events.size());
        assertEquals(Set.of(10), Set.copyOf(events.values()));
        final Map<Person, Long> people = numbers(context, 100).map(i -> new Person("p" + i % 7, 2000)).distinct(3).countByValue();
        assertEquals(7, people.size());
        final Map<Double, Integer> doubles = numbers(context, 60)
                .mapToPair(i -> new Tuple2<>(i % 3 == 0 ? null : i % 3 == 1 ? Double.NaN : -0.0, 1)).reduceByKey(Integer::sum, 3).collectAsMap();
        assertEquals(20, (int) doubles.get(null));
        assertEquals(20, (int) doubles.get(Double.NaN));
        assertEquals(20, (int) doubles.get(-0.0));
    }

    @Test
    public void shouldWriteAnObjectThatChangesAsItWas() {
        final List<Person> people = numbers(context, 4).coalesce(1).mapPartitions(Records::theSamePerson)
                .mapToPair(person -> new Tuple2<>((int) person.notes.get("n") % 2, person)).partitionBy(new HashPartitioner(2)).values().collect();
        assertEquals(Set.of(0, 1, 2, 3), people.stream().map(person -> person.notes.get("n")).collect(Collectors.toSet()));
    }

    @Test
    public void shouldLeaveThisBehindWhereAFunctionDoesNotLookAtIt() {
        assertEquals(List.of("n0", "n1", "n2"), numbers(context, 3).map(new Function<Integer, String>() {
            @Override
            public String call(final Integer number) {
                return "n" + number; // this test is not serialisable
            }
        }).collect());
    }

    @Test
    public void shouldFailOnceAndNameTheWayToWhatCannotTravel() {
        final JobFailedException e = assertThrows(JobFailedException.class, () -> numbers(context, 1).map(i -> new Stuck()).collect());
        assertTrue(e.getMessage(), e.getMessage().contains("java.lang.Object (an element of a ArrayList, field Records$Stuck.parts) is not Serializable"));
        assertEquals("goes on", 3, numbers(context, 3).count());
    }

    @Test
    public void shouldGiveAdviceForRecordsThatAreNestedTooDeeply() {
        final JobFailedException e = assertThrows(JobFailedException.class, () -> numbers(context, 1).map(i -> {
            Person person = new Person("last", 1);
            for (int k = 0; k < 100_000; k++) {
                final Person before = new Person("p", k);
                before.friend = person;
                person = before;
            }
            return person;
        }).collect());
        assertTrue(e.getMessage(), e.getMessage().contains("nested too deeply") && e.getMessage().contains("list"));
    }

    @Test
    public void shouldUseTheKryoOfTheApplication() {
        try (KindlingContext kryo = new KindlingContext(conf(1).set("kindling.serializer", "kryo").set("kindling.kryo.registrationRequired", "true")
                .set("kindling.kryo.registrator", Records.Registrator.class.getName()))) {
            plains(kryo);
            final JobFailedException e = assertThrows(JobFailedException.class, () -> numbers(kryo, 2).map(i -> new Person("p", i)).collect());
            assertTrue(e.getMessage(), e.getMessage().contains("not registered") && e.getMessage().contains("Person"));
        }
    }

    @Test
    public void shouldUseASerialiserOfTheApplication() {
        try (KindlingContext own = new KindlingContext(conf(1).set("kindling.serializer", Records.PlainSerializer.class.getName()))) {
            plains(own);
            assertEquals(2, numbers(own, 2).map(i -> new Person("p", i)).collect().size());
        }
        final String wrong = assertThrows(KindlingException.class, () -> new KindlingContext(conf(1).set("kindling.serializer", "no.such.Serializer")))
                .getMessage();
        assertTrue(wrong, wrong.contains("kindling.serializer") && wrong.contains("no.such.Serializer"));
    }

    private static void plains(final KindlingContext in) {
        final Map<Integer, Plain> back = numbers(in, 10).mapToPair(i -> new Tuple2<>(i % 4, Records.plain(i)))
                .reduceByKey((one, other) -> one.number > other.number ? one : other, 2).collectAsMap();
        assertEquals(Map.of(0, Records.plain(8), 1, Records.plain(9), 2, Records.plain(6), 3, Records.plain(7)), back);
    }

    @Test
    public void shouldTakeJavaSerialisationForAllIfToldSo() {
        try (KindlingContext java = new KindlingContext(conf(1).set("kindling.serializer", "java"))) {
            assertEquals(7, numbers(java, 50).map(i -> new Person("p" + i % 7, 1)).distinct().count());
        }
    }
}
