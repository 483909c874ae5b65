package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.Trees;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.WireFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * What every version of this bundle understands of a worker that another version has left, and will for ever: who it was
 * and which processes and directories there are. The rest is for versions that know it.
 *
 * @param version     of the body
 * @param id          the worker's
 * @param children    names of child processes
 * @param directories of executors
 * @param body        see {@link WorkerState}
 */
record LeftWorker(int version, String id, List<String> children, List<Path> directories, byte[] body) {

    /** The name under which it is left. */
    static final String NAME = "standalone/worker";
    private static final long PATIENCE_MILLIS = 2_000;

    byte[] encode(final WireFormat wire) {
        return wire.write(out -> {
            out.int32(version);
            out.text(id);
            out.list(children, (child, group) -> group.text(child));
            out.list(directories, (directory, group) -> group.text(directory.toString()));
            out.bytes(body);
        });
    }

    static LeftWorker decode(final WireFormat wire, final byte[] state) {
        final FieldReader in = wire.reader(state);
        return new LeftWorker(in.int32(), in.text(), in.list(FieldReader::text), in.list(group -> Path.of(group.text())), in.bytes());
    }

    /** Ends the executors and removes their directories: nobody can go on with them. Blocks some seconds at the most. */
    void end(final BiFunction<String, ProcessBuilder, Process> processes) throws InterruptedException {
        final List<Process> running = children.stream().map(name -> processes.apply(name, null)).filter(Objects::nonNull).toList();
        running.forEach(Process::destroy);
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (final Process process : running) {
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        directories.forEach(Trees::remove);
    }
}
