package io.kindling.itests.app;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.kindling.api.serializer.KryoRegistrator;
import io.kindling.api.serializer.RecordSerializer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Classes of every sort that an application's records may have. */
public final class Records {

    private Records() {
    }

    /** A record of values. */
    public record Event(Instant at, BigDecimal amount, Level level, List<String> tags) implements Serializable {
    }

    /** One constant has a body. */
    public enum Level { LOW, HIGH { } }

    /** An ordinary class, which may refer to itself. */
    public static class Person implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String name;
        private final int born;
        public Person friend;
        public final Map<String, Object> notes = new HashMap<>();
        transient int seen = 5;

        public Person(final String name, final int born) {
            this.name = name;
            this.born = born;
        }

        public String name() {
            return name;
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Person that && that.name.equals(name) && that.born == born;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, born);
        }
    }

    /** Has a say in how it is written. */
    public static final class Hooked implements Serializable {
        private static final long serialVersionUID = 1L;
        public transient int secret;

        public Hooked(final int secret) {
            this.secret = secret;
        }

        private void writeObject(final ObjectOutputStream out) throws IOException {
            out.writeInt(secret);
        }

        private void readObject(final ObjectInputStream in) throws IOException {
            secret = in.readInt();
        }
    }

    /** Writes itself. */
    public static final class Own implements Externalizable {
        public int number;

        /** For reading. */
        public Own() {
        }

        public Own(final int number) {
            this.number = number;
        }

        @Override
        public void writeExternal(final ObjectOutput out) throws IOException {
            out.writeInt(number);
        }

        @Override
        public void readExternal(final ObjectInput in) throws IOException {
            number = in.readInt();
        }
    }

    /** An exception of the application's. */
    public static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;
        public final int code;

        public Trouble(final String message, final int code) {
            super(message);
            this.code = code;
        }
    }

    /** An order that is no lambda. */
    public static final class Backwards implements Comparator<String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(final String one, final String other) {
            return other.compareTo(one);
        }
    }

    /** Cannot travel: what one of its fields holds is not serialisable. */
    public static final class Stuck implements Serializable {
        private static final long serialVersionUID = 1L;
        public final List<Object> parts = new ArrayList<>(List.of(new Object()));
    }

    /** Not serialisable: Kryo takes it. */
    public static final class Plain {
        public int number;
        public String text;

        @Override
        public boolean equals(final Object other) {
            return other instanceof Plain that && that.number == number && that.text.equals(text);
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    public static Plain plain(final int number) {
        final Plain plain = new Plain();
        plain.number = number;
        plain.text = "t" + number;
        return plain;
    }

    /** Gives Plain a serialiser that leaves its text out and makes it again. */
    public static final class Registrator implements KryoRegistrator<Kryo> {
        @Override
        public void registerClasses(final Kryo kryo) {
            kryo.register(Plain.class, new Serializer<Plain>() {
                @Override
                public void write(final Kryo k, final Output output, final Plain object) {
                    output.writeInt(object.number);
                }

                @Override
                public Plain read(final Kryo k, final Input input, final Class<? extends Plain> type) {
                    return plain(input.readInt());
                }
            });
        }
    }

    /** A serialiser without any library. */
    public static final class PlainSerializer implements RecordSerializer {
        @Override
        public Worker open(final Setting setting) {
            return new Worker() {
                @Override
                public boolean write(final Object record, final OutputStream out) throws IOException {
                    if (!(record instanceof Plain plain)) {
                        return false;
                    }
                    new DataOutputStream(out).writeInt(plain.number);
                    return true;
                }

                @Override
                public Object read(final InputStream in) throws IOException {
                    return plain(new DataInputStream(in).readInt());
                }
            };
        }
    }

    /** One object for all numbers, which changes each time. */
    public static Iterator<Person> theSamePerson(final Iterator<Integer> numbers) {
        final Person one = new Person("one", 1);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public Person next() {
                one.notes.put("n", numbers.next());
                return one;
            }
        };
    }

    /** All that goes through a shuffle. */
    public static List<Object> all() {
        final Person ann = new Person("Ann", 1990);
        final Person bob = new Person("Bob", 1980);
        ann.friend = bob;
        bob.friend = ann;
        ann.notes.put("self", ann);
        final TreeMap<String, Integer> backwards = new TreeMap<>(new Backwards());
        backwards.putAll(Map.of("a", 1, "b", 2));
        return List.of(ann, new Event(Instant.EPOCH, new BigDecimal("1.50"), Level.HIGH, List.of("x")), new Hooked(7), new Own(8), new Trouble("bad", 9),
                backwards, Level.HIGH, new Event[] {null}, new float[] {Float.NaN});
    }
}
