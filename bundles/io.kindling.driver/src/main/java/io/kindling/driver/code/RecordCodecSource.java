package io.kindling.driver.code;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.deploy.ClassSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.util.Map;

/**
 * Makes the codec of each version of an application's code as its configuration wants it.
 *
 * @param codecs        makes them
 * @param configuration the application's
 */
public record RecordCodecSource(RecordCodecFactory codecs, Map<String, String> configuration) {

    /** @throws io.kindling.api.KindlingException if what the configuration chooses is not there */
    RecordCodec codec(final ClassSpace space) {
        return codecs.create(new SpaceStreams(space), space.loader(), configuration);
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
