package io.kindling.api;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file of {@link KindlingContext#binaryFiles}: not its content but the means to open it, wherever it is needed. It travels; every
 * executor must see the file at the same path.
 */
public final class PortableDataStream implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "file:";
    private static final int BUFFER = 1 << 16;

    private final String path;
    private final long length;
    private final long modifiedMillis;

    /**
     * Made by the runtime.
     *
     * @param path           with its scheme
     * @param length         when the data set was made
     * @param modifiedMillis when the data set was made
     */
    public PortableDataStream(final String path, final long length, final long modifiedMillis) {
        this.path = path;
        this.length = length;
        this.modifiedMillis = modifiedMillis;
    }

    /**
     * Opens the file; the caller closes it.
     *
     * @throws KindlingException if it is gone, or another one than when the data set was made
     */
    public DataInputStream open() {
        final Path file = file();
        try {
            compare(file);
            return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        } catch (final IOException e) {
            throw new KindlingException("Input file " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * The whole file.
     *
     * @throws KindlingException if it is gone, or another one than when the data set was made, or larger than an array can be
     */
    public byte[] toArray() {
        final Path file = file();
        try {
            compare(file);
            if (length > Integer.MAX_VALUE - 16) {
                throw new KindlingException("Input file " + file + " has " + length + " bytes, too many for one array; read it with open()");
            }
            final byte[] bytes = Files.readAllBytes(file);
            compare(file);
            return bytes;
        } catch (final IOException e) {
            throw new KindlingException("Input file " + file + " cannot be read: " + e, e);
        }
    }

    /** Its path, with {@code file:} before it. */
    public String getPath() {
        return path;
    }

    private Path file() {
        return Path.of(path.startsWith(SCHEME) ? path.substring(SCHEME.length()) : path);
    }

    private void compare(final Path file) throws IOException {
        final BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.size() != length || now.lastModifiedTime().toMillis() != modifiedMillis) {
            throw new KindlingException("Input file " + file + " has changed since the data set was made: it had " + length
                    + " bytes and was modified at " + modifiedMillis + ", now " + now.size() + " bytes at "
                    + now.lastModifiedTime().toMillis() + "; run the job again when nobody writes to it");
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
