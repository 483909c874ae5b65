package io.kindling.dataflow.codec;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Classes of every sort that an application may have. */
final class Zoo {

    private Zoo() {
    }

    record Point(int x, double y, String name) implements Serializable {
    }

    record Box(Object first, List<Object> others, long[] numbers, Colour colour) implements Serializable {
        Box {
            if (colour == Colour.NEVER) {
                throw new IllegalArgumentException("no box has this colour");
            }
        }
    }

    record Nothing() implements Serializable {
    }

    enum Colour { RED, GREEN { }, NEVER }

    static class Animal implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String name;
        protected int legs;

        Animal(final String name, final int legs) {
            this.name = name;
            this.legs = legs;
        }

        @Override
        public boolean equals(final Object other) {
            return other != null && other.getClass() == getClass() && Objects.equals(((Animal) other).name, name) && ((Animal) other).legs == legs;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, legs);
        }
    }

    /** Fields of all types; a field with the name of one in its superclass. */
    static final class Dog extends Animal {
        private static final long serialVersionUID = 1L;
        final String name;
        boolean good;
        byte b;
        short s;
        char c;
        float f;
        double d;
        long l;
        int[] ints;
        Object any;
        transient String forgotten = "set";
        Dog friend;

        Dog(final String name, final String own, final Object any) {
            super(name, 4);
            this.name = own;
            this.any = any;
        }

        @Override
        public boolean equals(final Object other) {
            return super.equals(other) && other instanceof Dog that && Objects.equals(that.name, name) && that.good == good && that.b == b && that.s == s
                    && that.c == c && Float.compare(that.f, f) == 0 && Double.compare(that.d, d) == 0 && that.l == l
                    && Objects.deepEquals(that.ints, ints) && Objects.deepEquals(that.any, any);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        Object value;
        Node next;
        final List<Node> all = new ArrayList<>();
    }

    /** Has a say in how it is written. */
    static final class Hooked implements Serializable {
        private static final long serialVersionUID = 1L;
        transient int secret;
        Object other;

        private void writeObject(final ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(secret);
        }

        private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            secret = in.readInt();
        }
    }

    static final class Replaced implements Serializable {
        private static final long serialVersionUID = 1L;
        static final Replaced ONE = new Replaced();

        private Object readResolve() {
            return ONE;
        }
    }

    public static final class External implements Externalizable {
        int number;

        public External() {
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

    static final class Persistent implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final ObjectStreamField[] serialPersistentFields = {new ObjectStreamField("kept", int.class)};
        int kept;
        int dropped;
    }

    static class NotTravelling {
        int base = 7;
    }

    static final class Child extends NotTravelling implements Serializable {
        private static final long serialVersionUID = 1L;
        int own;
    }

    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        Failure(final String message, final int code) {
            super(message);
            this.code = code;
        }
    }

    static final class Backwards implements Comparator<String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(final String a, final String b) {
            return b.compareTo(a);
        }
    }

    /** Holds a lambda. */
    static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;
        final SerializableRunnable run;
        final String label;

        Holder(final String label) {
            this.label = label;
            this.run = () -> label.length() + 1;
        }
    }

    interface SerializableRunnable extends Serializable {
        int run();
    }

    /** A non-static inner class refers to its enclosing object. */
    static final class Outer implements Serializable {
        private static final long serialVersionUID = 1L;
        final int number;
        final Inner inner = new Inner();

        Outer(final int number) {
            this.number = number;
        }

        final class Inner implements Serializable {
            private static final long serialVersionUID = 1L;

            int number() {
                return number;
            }
        }
    }

    static final class Registry extends HashMap<String, Object> {
        private static final long serialVersionUID = 1L;
        int extra;
    }

    static final class Sealed implements Serializable {
        private static final long serialVersionUID = 1L;
        final Map<String, Thread> held = new HashMap<>();
    }
}
