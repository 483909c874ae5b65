package io.kindling.dataflow.codec;

/**
 * Where the parts of an encoded batch are: int32 length of what follows, int32 number of records, int32 length of the
 * values, the shape, the values, the table of classes if the shape is {@link Shape#naming}, the object stream.
 */
final class Batch {

    final int start;
    final int end;
    final int count;
    final Shape shape;
    final int valuesStart;
    final int valuesEnd;
    /** Null if its values name none. */
    final ClassTable classes;
    final int objectsStart;

    /**
     * Reads the head of a batch.
     *
     * @param limit where the bytes end
     */
    Batch(final ByteSource in, final int start, final int limit, final Layouts layouts) {
        this.start = start;
        in.position = start;
        in.limit = limit;
        final int length = in.int32();
        in.need(length);
        end = in.position + length;
        in.limit = end;
        count = in.int32();
        final int valuesLength = in.int32();
        shape = Shape.read(in, 0);
        in.need(valuesLength);
        if (count < 0 || count > valuesLength) {
            throw ByteSource.malformed(count + " records in " + valuesLength + " bytes");
        }
        valuesStart = in.position;
        valuesEnd = valuesStart + valuesLength;
        if (shape.naming) {
            in.position = valuesEnd;
            classes = new ClassTable();
            classes.read(in, layouts);
            objectsStart = in.position;
        } else {
            classes = null;
            objectsStart = valuesEnd;
        }
        in.position = valuesStart;
        in.limit = valuesEnd;
    }
}
