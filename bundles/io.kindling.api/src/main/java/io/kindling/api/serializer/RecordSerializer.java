package io.kindling.api.serializer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Turns records that the engine has no format of its own for into bytes and back. An application names the class of one in
 * {@code kindling.serializer}: public, with a public constructor without parameters. A bundle of the runtime offers one as
 * an OSGi service with the property {@code kindling.serializer}, whose value is the name to choose it by. Closures are not its business.
 *
 * <p>The engine makes one for each copy of the application's code in each process. Strings, numbers, dates, tuples and arrays of primitives do not
 * reach it. Thread-safe; its workers are not.
 */
public interface RecordSerializer {

    /** The property of a service, and the key of the configuration. */
    String KEY = "kindling.serializer";

    /**
     * Makes a worker. Called when there is something to do and no worker is idle. What it throws fails the task without another attempt.
     *
     * @param setting the same each time
     */
    Worker open(Setting setting);

    /** What it works with. */
    interface Setting {

        /** The application's classes; only those that may travel come out of it. To be given to whatever loads classes by names in the bytes. */
        ClassLoader loader();

        /** The application's configuration. */
        Map<String, String> configuration();
    }

    /** Used by one thread at a time, for one record after the other; kept while the application's code is in use. Not used again after it has thrown something. */
    interface Worker {

        /**
         * Writes one record, whatever it has kept of those before: the bytes are read on their own, in any order.
         *
         * @param out to be left open; what was written before cannot be seen
         * @return false to have it written by Java's serialisation; what was written is forgotten then
         * @throws IOException if it cannot be written; fails the task without another attempt
         */
        boolean write(Object record, OutputStream out) throws IOException;

        /**
         * Reads one record.
         *
         * @param in the bytes of the record, and no more
         * @throws IOException if these are no bytes of a record
         */
        Object read(InputStream in) throws IOException, ClassNotFoundException;
    }
}
