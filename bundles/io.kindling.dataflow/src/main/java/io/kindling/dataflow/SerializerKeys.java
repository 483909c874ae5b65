package io.kindling.dataflow;

import io.kindling.common.config.ConfigKey;
import java.util.List;

/** The keys that choose how records are serialised. The driver checks them, and its executors read them too. */
public final class SerializerKeys {

    /** Which serialiser. */
    public static final ConfigKey<String> SERIALIZER = ConfigKey.text("kindling.serializer", "auto",
            "`auto`, `java`, `kryo`, the name of an installed serialiser, or a class that implements RecordSerializer",
            "How records travel that are no strings, numbers, tuples and the like: `auto` field by field where that is as good as Java's serialisation,"
                    + " `java` always by that, `kryo` by the Kryo that the application brings.");
    /** Who registers classes with Kryo. */
    public static final ConfigKey<List<String>> KRYO_REGISTRATOR = ConfigKey.list("kindling.kryo.registrator", "classes, separated by commas",
            "Classes that implement KryoRegistrator, for `kindling.serializer=kryo`.");
    /** What is registered without one. */
    public static final ConfigKey<List<String>> KRYO_CLASSES = ConfigKey.list("kindling.kryo.classesToRegister", "classes, separated by commas",
            "Classes that are registered with Kryo.");
    /** Whether others are refused. */
    public static final ConfigKey<Boolean> KRYO_REGISTRATION = ConfigKey.flag("kindling.kryo.registrationRequired", "false",
            "Whether Kryo refuses classes that are not registered.");
    /** Whether objects may meet again. */
    public static final ConfigKey<Boolean> KRYO_REFERENCES = ConfigKey.flag("kindling.kryo.referenceTracking", "true",
            "Whether Kryo keeps track of objects that are reached twice; needed where they refer to each other.");
    /** Which way Kryo writes. */
    public static final ConfigKey<Boolean> KRYO_UNSAFE = ConfigKey.flag("kindling.kryo.unsafe", "false",
            "Whether Kryo writes and reads with sun.misc.Unsafe.");
    /** How much Kryo begins with. */
    public static final ConfigKey<Long> KRYO_BUFFER = ConfigKey.size("kindling.kryoserializer.buffer", "64k", "1k", "1g",
            "How large Kryo's buffers are at first; each task has one.");
    /** How much Kryo may take. */
    public static final ConfigKey<Long> KRYO_BUFFER_MAX = ConfigKey.size("kindling.kryoserializer.buffer.max", "64m", "1k", "2047m",
            "How large Kryo's buffers may grow: more than the largest record.");

    /** All of them. */
    public static final List<ConfigKey<?>> ALL = List.of(SERIALIZER, KRYO_REGISTRATOR, KRYO_CLASSES, KRYO_REGISTRATION, KRYO_REFERENCES,
            KRYO_UNSAFE, KRYO_BUFFER, KRYO_BUFFER_MAX);

    private SerializerKeys() {
    }
}
