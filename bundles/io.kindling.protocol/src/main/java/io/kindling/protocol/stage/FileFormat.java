package io.kindling.protocol.stage;

/** What is made of whole files. The numbers are on the wire. */
public enum FileFormat {
    /** Pairs of a path and the file's text. */
    WHOLE_TEXT(1),
    /** Pairs of a path and the means to open the file. */
    BINARY(2),
    /** Arrays of bytes of one length. */
    RECORDS(3),
    /** The records of a data set, as it was saved. */
    OBJECTS(4);

    private final int number;

    FileFormat(final int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The format with a number; IllegalArgumentException if there is none. */
    public static FileFormat of(final int number) {
        for (final FileFormat format : values()) {
            if (format.number == number) {
                return format;
            }
        }
        throw new IllegalArgumentException("No file format has the number " + number);
    }
}
