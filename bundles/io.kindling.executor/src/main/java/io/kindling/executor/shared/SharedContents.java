package io.kindling.executor.shared;

import io.kindling.common.files.DataFiles;
import io.kindling.dataflow.RecordCodec;
import io.kindling.executor.task.SharedAccess;
import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.FrameHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Broadcasts and files on one executor. Nothing is opened before it is needed. Thread-safe. */
public final class SharedContents implements AutoCloseable {

    private final DriverContents driver;
    private final HeldContents contents;
    private final Surroundings surroundings;
    private final Map<Integer, AddedFiles> files = new ConcurrentHashMap<>();

    /** What it needs of the executor. */
    public interface Surroundings {

        /** A connection to the driver. */
        Connection connect(FrameHandler handler) throws IOException;

        /** The path of a new file or directory. */
        Path newFile() throws IOException;

        /** Opens it, if it is a file of data. */
        DataFiles files();
    }

    /** The values of one version of the code; to be closed with it. */
    public interface Values extends SharedAccess, AutoCloseable {

        @Override
        void close();
    }

    /**
     * With nothing in it.
     *
     * @param here where other executors reach this one
     */
    public SharedContents(final MapOutputs.Location here, final WireFormat format, final Surroundings surroundings, final BlockPeers peers, final Random random) {
        driver = new DriverContents(format, surroundings::connect, here, this::drop);
        contents = new HeldContents(driver, new BlockFetch(driver, peers, random), new BlockFile.Places() {

            @Override
            public Path newFile() throws IOException {
                return surroundings.newFile();
            }

            @Override
            public DataFiles files() {
                return surroundings.files();
            }
        });
        this.surroundings = surroundings;
    }

    private int drop(final List<String> hashes) {
        return contents.drop(hashes);
    }

    /** The values as a version of the code decodes them. */
    public Values values(final RecordCodec codec) {
        return new SharedValues(contents, this::files, codec);
    }

    private AddedFiles files(final int session) {
        return files.computeIfAbsent(session, number -> new AddedFiles(number, driver, contents, surroundings::newFile));
    }

    /** A session has ended: its files go, on a thread of their own. */
    public void forgetFiles(final int session) {
        final AddedFiles gone = files.remove(session);
        if (gone != null) {
            final Thread deleter = new Thread(gone::close, "kindling-files-drop-" + session);
            deleter.setDaemon(true);
            deleter.setContextClassLoader(SharedContents.class.getClassLoader());
            deleter.start();
        }
    }

    /** A block for another executor. */
    public BlockBytes serve(final FetchBlock request) {
        return contents.serve(request);
    }

    @Override
    public void close() {
        driver.close();
        contents.close();
    }
}
