package io.kindling.executor.code;

import io.kindling.common.Clock;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import io.kindling.executor.data.BlockNames;
import io.kindling.executor.data.ExecutorBlocks;
import io.kindling.executor.files.LocalDirectories;
import io.kindling.executor.shared.SharedContents;
import io.kindling.executor.task.Workplace;
import io.kindling.shuffle.ShuffleSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.util.Map;

/**
 * Opens the class space of a version of the application's code: the driver's own if it is in this JVM and has lent it, one of what the driver
 * gives if not. Thread-safe.
 *
 * @param application whose code it is
 * @param classSpaces open it
 * @param artifacts   fetch it
 * @param common      what all versions share
 */
public record WorkplaceOpener(String application, ClassSpaces classSpaces, ArtifactCache artifacts, Common common) {

    /**
     * What all versions share.
     *
     * @param shuffles map outputs
     * @param blocks   cached partitions
     * @param files    for spills
     * @param clock    measures
     * @param codecs   of records
     * @param shared   broadcasts and files that the driver has added
     */
    public record Common(ShuffleSession shuffles, ExecutorBlocks blocks, LocalDirectories files, Clock clock, Codecs codecs,
                         SharedContents shared) {
    }

    /**
     * How records become bytes.
     *
     * @param factory       makes codecs of records
     * @param configuration the application's
     * @param spills        compresses what is spilled; null for none
     */
    public record Codecs(RecordCodecFactory factory, Map<String, String> configuration, CompressionCodec spills) {

        RecordCodec of(final ClassSpace space) {
            return factory.create(new SpaceStreams(space), space.loader(), configuration);
        }
    }

    /**
     * An open one.
     *
     * @param end closes it
     */
    record Opened(Workplace workplace, Runnable end) {
    }

    /** What a version's cached partitions are kept under: objects of one version's classes are nothing to another. */
    String blocks(final int code) {
        return new BlockNames(application).of(code);
    }

    /**
     * Opens a version.
     *
     * @throws IOException                        if something of it cannot be fetched
     * @throws io.kindling.api.KindlingException if it cannot be opened
     */
    Opened open(final int code) throws IOException {
        final ClassSpace lent = classSpaces.lent(application, code);
        final ClassSpace space = lent == null ? classSpaces.ofArtifacts(artifacts.of(code)) : lent;
        try {
            return opened(code, space, lent == null);
        } catch (final RuntimeException | Error e) {
            if (lent == null) {
                space.close(); // the next attempt opens another one
            }
            throw e;
        }
    }

    private Opened opened(final int code, final ClassSpace space, final boolean own) {
        final String kept = blocks(code);
        final RecordCodec codec = common.codecs().of(space);
        final SharedContents.Values shared = common.shared().values(codec);
        final Workplace workplace = new Workplace(kept, space, codec, common.shuffles(), common.blocks(), common.files(), common.clock(),
                common.codecs().spills(), shared);
        return new Opened(workplace, () -> {
            shared.close();
            common.blocks().removeAll(kept);
            if (own) {
                LeftThreads.warn(space.loader(), code);
                space.close();
                artifacts.drop(code);
            }
        });
    }

    /** The class space's streams as dataflow knows them. */
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
