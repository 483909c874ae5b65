package io.kindling.dataflow.codec;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodecException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a codec knows of its class space's classes: nothing of it outlives the codec. Thread-safe. */
final class Layouts {

    private final ObjectStreams streams;
    private final LayoutFinder finder;
    private final boolean foreign;
    private final boolean fieldwise;
    private final Map<Class<?>, Layout> byType = new ConcurrentHashMap<>();
    private final Map<Class<?>, String> names = new ConcurrentHashMap<>();
    private final Map<String, Layout> byName = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param foreign   whether another serialiser takes all that has no format of its own
     * @param fieldwise whether objects may be written field by field
     */
    Layouts(final ObjectStreams streams, final boolean foreign, final boolean fieldwise) {
        this.streams = streams;
        this.foreign = foreign;
        this.fieldwise = fieldwise;
        this.finder = new LayoutFinder(foreign, fieldwise);
    }

    boolean isForeign() {
        return foreign;
    }

    /** Whether the application wants objects to go through Java's serialisation. */
    boolean isJavaChosen() {
        return !foreign && !fieldwise;
    }

    Layout of(final Class<?> type) {
        final Layout known = byType.get(type);
        return known == null ? find(type) : known;
    }

    private Layout find(final Class<?> type) {
        Layout found = finder.find(type);
        if (found.kind != Kind.OBJECT && found.kind != Kind.FOREIGN) {
            try {
                streams.nameOf(found.type);
            } catch (final IOException e) {
                found = Layout.ofJava(type, e.getMessage()); // its stream says it better
            }
        }
        final Layout other = byType.putIfAbsent(type, found);
        return other == null ? found : other;
    }

    /** The name by which the other side finds a class. */
    String nameOf(final Class<?> type) {
        return names.computeIfAbsent(type, key -> {
            try {
                return streams.nameOf(key);
            } catch (final IOException e) {
                throw new RecordCodecException("Records of " + key.getName() + " cannot be encoded: " + e.getMessage(), e);
            }
        });
    }

    /** The class of a name that came, if it may travel. */
    Layout named(final String name) {
        final Layout known = byName.get(name);
        if (known != null) {
            return known;
        }
        try {
            final Layout layout = of(streams.classOf(name));
            byName.put(name, layout);
            return layout;
        } catch (final IOException | ClassNotFoundException | LinkageError e) {
            throw new RecordCodecException("A record's class cannot be had here: " + e, e);
        }
    }
}
