package io.kindling.executor.data;

import io.kindling.executor.files.LocalDirectories;
import io.kindling.protocol.message.FetchResult;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.TaskStatus;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results that are too long to be sent with the news that their task is done: they wait in files until the driver has fetched them part by part.
 * Thread-safe.
 */
public final class ResultStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResultStore.class);
    private static final int MOST_WAITING = 4_096;
    private static final int LONGEST_CHUNK = 8 << 20;

    private final int executor;
    private final long mostDirect;
    private final LocalDirectories files;
    private final Workers readers;
    private final Map<Long, Path> kept = new ConcurrentHashMap<>();

    /** @param mostDirect the longest result that is sent at once */
    public ResultStore(final int executor, final long mostDirect, final LocalDirectories files) {
        this.executor = executor;
        this.mostDirect = mostDirect;
        this.files = files;
        readers = new Workers("kindling-executor-" + executor + "-results", 1, MOST_WAITING);
    }

    /**
     * On the task's thread: how an attempt ended, with its result kept here if it is long. If it cannot be kept the attempt has failed.
     *
     * @param stage     whose task it is
     * @param partition which one
     */
    public TaskStatus kept(final int stage, final int partition, final TaskStatus status) {
        if (!(status instanceof TaskStatus.Succeeded done) || done.result() == null || done.result().length <= mostDirect) {
            return status;
        }
        Path file = null;
        try {
            file = files.newFile("result");
            try (OutputStream out = files.dataFiles().output(file)) {
                out.write(done.result());
            }
        } catch (final IOException e) {
            if (file != null) {
                delete(file);
                files.failed(file, e); // the next attempt's result goes to another directory if this one does not work
            }
            final String text = "Its result cannot be kept until the driver fetches it: " + e;
            return new TaskStatus.Failed(done.task(), text, text, false);
        }
        delete(kept.put(done.task(), file));
        final CRC32C checksum = new CRC32C();
        checksum.update(done.result());
        return new TaskStatus.Kept(done.task(), stage, partition, done.result().length, (int) checksum.getValue(), done.metrics(), done.updates());
    }

    /** Answers a request on a thread of its own; nothing if the result is not wanted any more. */
    public void serve(final FetchResult request, final Consumer<ResultChunk> answer) {
        if (request.maxBytes() <= 0) {
            delete(kept.remove(request.task()));
            return;
        }
        try {
            readers.execute(() -> answer.accept(read(request)));
        } catch (final RejectedExecutionException e) {
            answer.accept(problem(request, "too many results are asked for at once"));
        }
    }

    private ResultChunk read(final FetchResult request) {
        final Path file = kept.get(request.task());
        if (file == null) {
            return problem(request, "there is no result of task " + request.task());
        }
        try (FileChannel in = files.dataFiles().open(file, StandardOpenOption.READ)) {
            final long left = in.size() - request.offset();
            if (left <= 0) {
                throw new EOFException(file + " has " + in.size() + " bytes, and " + request.offset() + " are read");
            }
            final ByteBuffer part = ByteBuffer.allocate((int) Math.min(left, Math.min(request.maxBytes(), LONGEST_CHUNK)));
            while (part.hasRemaining() && in.read(part, request.offset() + part.position()) > 0) {
                continue;
            }
            if (part.hasRemaining()) {
                throw new EOFException(file + " has become shorter");
            }
            if (part.capacity() == left) {
                delete(kept.remove(request.task()));
            }
            return new ResultChunk(executor, request.task(), request.offset(), part.array(), null);
        } catch (final IOException e) {
            delete(kept.remove(request.task()));
            return problem(request, "its file cannot be read: " + e);
        }
    }

    private ResultChunk problem(final FetchResult request, final String text) {
        return new ResultChunk(executor, request.task(), request.offset(), null, text);
    }

    private static void delete(final Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (final NoSuchFileException e) {
            LOG.debug("{} was never there", file);
        } catch (final IOException e) {
            LOG.warn("Cannot delete the result's file {}: {}", file, e.toString());
        }
    }

    @Override
    public void close() {
        readers.close();
        kept.values().forEach(ResultStore::delete);
    }
}
