package io.kindling.dataflow.serializer;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodecException;
import java.io.IOException;

/**
 * The application's classes for a serialiser that finds them by names in the bytes: none come out that may not travel.
 * A refusal is no ClassNotFoundException, after which some would look elsewhere.
 */
final class TravellingClasses extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader application;
    private final ObjectStreams streams;

    TravellingClasses(final ClassLoader application, final ObjectStreams streams) {
        super("kindling-travelling-classes", null);
        this.application = application;
        this.streams = streams;
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        final Class<?> type = Class.forName(name, false, application);
        try {
            streams.nameOf(type);
        } catch (final IOException e) {
            throw new RecordCodecException("A class may not come with records: " + e.getMessage(), e);
        }
        return type;
    }
}
