package io.kindling.driver.code;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.util.List;

/** One version of an application's code. Thread-safe, but for the number of its users, which {@link ApplicationCode} guards. */
public final class CodeVersion {

    /** How many jobs run on it. */
    int users;

    private final int number;
    private final ClassSpace space;
    private final RecordCodec codec;

    CodeVersion(final int number, final ClassSpace space) {
        this.number = number;
        this.space = space;
        codec = RecordCodecs.create(new SpaceStreams(space));
    }

    /** The first is 0. */
    public int number() {
        return number;
    }

    /** Its classes, as the driver has them. */
    public ClassSpace space() {
        return space;
    }

    /** Its records as bytes. */
    public RecordCodec codec() {
        return codec;
    }

    /** What it consists of; may take as long as packing it does. */
    public List<Artifact> artifacts() {
        return space.artifacts();
    }

    /** The application's objects on streams of its class space. */
    private record SpaceStreams(ClassSpace space) implements ObjectStreams {

        @Override
        public ObjectOutput output(final OutputStream out) throws IOException {
            return space.output(out);
        }

        @Override
        public ObjectInput input(final InputStream in) throws IOException {
            return space.input(in);
        }

        @Override
        public String nameOf(final Class<?> type) throws IOException {
            return space.nameOf(type);
        }

        @Override
        public Class<?> classOf(final String name) throws IOException, ClassNotFoundException {
            return space.classOf(name);
        }

        @Override
        public String culprit(final Object record) {
            return space.culprit(record);
        }
    }
}
