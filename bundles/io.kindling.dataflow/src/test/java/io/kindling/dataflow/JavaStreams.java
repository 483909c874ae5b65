package io.kindling.dataflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Plain Java serialisation, for tests. */
public class JavaStreams implements ObjectStreams {

    @Override
    public ObjectOutput output(final OutputStream out) throws IOException {
        return new ObjectOutputStream(out);
    }

    @Override
    public ObjectInput input(final InputStream in) throws IOException {
        return new ObjectInputStream(in);
    }

    @Override
    public String nameOf(final Class<?> type) throws IOException {
        return type.getName();
    }

    @Override
    public Class<?> classOf(final String name) throws IOException, ClassNotFoundException {
        return Class.forName(name, false, getClass().getClassLoader());
    }
}
