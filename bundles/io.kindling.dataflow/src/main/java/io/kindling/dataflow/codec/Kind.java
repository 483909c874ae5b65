package io.kindling.dataflow.codec;

/** The kinds of values that have a format of their own. The numbers are in the encoded bytes. */
final class Kind {

    static final byte NULL = 0;
    static final byte STRING = 1;
    static final byte INTEGER = 2;
    static final byte LONG = 3;
    static final byte DOUBLE = 4;
    static final byte FLOAT = 5;
    static final byte SHORT = 6;
    static final byte BYTE = 7;
    static final byte BOOLEAN = 8;
    static final byte CHARACTER = 9;
    static final byte BIG_INTEGER = 10;
    static final byte BIG_DECIMAL = 11;
    static final byte UUID = 12;
    static final byte LOCAL_DATE = 13;
    static final byte INSTANT = 14;
    static final byte DURATION = 15;
    static final byte LOCAL_DATE_TIME = 16;
    /** Rarer values of java.time; a byte says which. */
    static final byte TIME = 17;
    static final byte ENUM = 18;
    /** Rarer values of the JDK; a byte says which. */
    static final byte RARE = 19;

    /** From here on a value has an identity: it could be reached twice, and change. */
    static final byte FIRST_SHARED = 20;
    static final byte BYTES = 20;
    static final byte LONGS = 21;
    static final byte INTS = 22;
    static final byte DOUBLES = 23;
    static final byte FLOATS = 24;
    static final byte SHORTS = 25;
    static final byte BOOLEANS = 26;
    static final byte CHARS = 27;
    static final byte STRINGS = 28;
    static final byte DATE = 29;

    /** From here on values hold values. */
    static final byte FIRST_COMPOSITE = 30;
    static final byte OBJECTS = 30;
    static final byte TYPED_ARRAY = 31;
    static final byte ARRAY_LIST = 32;
    static final byte FIXED_LIST = 33;
    static final byte LIST_OF = 34;
    /** As a stream gives it: an unchangeable list that takes nulls. */
    static final byte LIST_OF_STREAM = 35;
    static final byte LINKED_LIST = 36;
    static final byte ARRAY_DEQUE = 37;
    static final byte HASH_SET = 38;
    static final byte LINKED_HASH_SET = 39;
    static final byte TREE_SET = 40;
    static final byte SET_OF = 41;
    static final byte HASH_MAP = 42;
    static final byte LINKED_HASH_MAP = 43;
    static final byte TREE_MAP = 44;
    static final byte MAP_OF = 45;
    static final byte OPTIONAL = 46;
    static final byte RECORD = 47;
    /** An object of a class without customs of its own: field by field. */
    static final byte BEAN = 48;
    static final byte TUPLE2 = 50;
    static final byte TUPLE3 = 51;
    static final byte TUPLE4 = 52;
    static final byte SINGLETON_LIST = 53;
    static final byte SINGLETON_SET = 54;
    static final byte SINGLETON_MAP = 55;
    static final byte UNMODIFIABLE_LIST = 56;

    /** By the serialiser that the application has chosen: only whole values. */
    static final byte FOREIGN = 58;
    /** Another time what was met before in this record. */
    static final byte REFERENCE = 59;
    /** Through a stream of Java's serialisation: only whole values. */
    static final byte OBJECT = 60;
    /** Only in shapes: each value says its kind. */
    static final byte ANY = 61;

    /** Values within values: Java's serialisation, as far as it is let, goes no deeper either. */
    static final int DEEPEST = 1_000;

    private Kind() {
    }

    static boolean isTuple(final byte kind) {
        return kind >= TUPLE2 && kind <= TUPLE4;
    }

    /** How many parts a tuple has. */
    static int parts(final byte kind) {
        return kind - TUPLE2 + 2;
    }
}
