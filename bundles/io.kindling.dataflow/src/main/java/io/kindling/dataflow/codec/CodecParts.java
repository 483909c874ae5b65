package io.kindling.dataflow.codec;

import io.kindling.dataflow.ObjectStreams;

/**
 * What the writers and readers of one codec share. Thread-safe.
 *
 * @param streams Java's serialisation, and names of classes
 * @param layouts what is known of classes
 * @param slow    tells of those that take the slow way
 * @param foreign the serialiser that the application has chosen
 */
record CodecParts(ObjectStreams streams, Layouts layouts, SlowClasses slow, ForeignValues foreign) {
}
