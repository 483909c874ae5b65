package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.join.Credential;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormat;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A worker at rest: all that another version of this bundle needs to go on with it, in the same process. Holds secrets;
 * stays in memory.
 *
 * @param offer      what it offers, under which id
 * @param master     the cluster's master
 * @param credential of the cluster: its file may be gone
 * @param work       where executors run
 * @param executors  those that the master has not seen the end of
 * @param made       directories that are to be removed with their applications
 * @param detached   applications that are detached, as the master has said last
 */
record WorkerState(WorkerOffer offer, MasterAddress master, Credential credential, Path work, List<LeftExecutor> executors,
                   Map<String, Set<Path>> made, List<String> detached) {

    static final int VERSION = 1;

    /** With, in front, what every version can read: enough to end the executors. */
    byte[] encode(final WireFormat wire) {
        final List<LeftExecutor> directed = executors.stream().filter(e -> e.directory() != null).toList();
        return new LeftWorker(VERSION, offer.id(), executors.stream().map(e -> ExecutorStarter.name(e.held().container())).toList(),
                directed.stream().map(LeftExecutor::directory).toList(), wire.write(this::write)).encode(wire);
    }

    /** @param runtimeVersion the build that executors run from now on */
    static WorkerState decode(final WireFormat wire, final LeftWorker left, final String runtimeVersion) {
        final FieldReader in = wire.reader(left.body());
        final WorkerOffer offer = new WorkerOffer(left.id(), in.text(), in.int32(), in.int64(), runtimeVersion);
        final MasterAddress master = MasterAddress.parse(in.text());
        final Credential credential = Credential.of(in.bytes());
        final Path work = Path.of(in.text());
        final List<LeftExecutor> executors = in.list(LeftExecutor::read);
        final Map<String, Set<Path>> made = new LinkedHashMap<>();
        in.list(group -> Map.entry(group.text(), group.list(FieldReader::text)))
                .forEach(e -> made.put(e.getKey(), new HashSet<>(e.getValue().stream().map(Path::of).toList())));
        return new WorkerState(offer, master, credential, work, executors, made, in.hasNext() ? in.list(FieldReader::text) : List.of());
    }

    private void write(final FieldWriter out) {
        out.text(offer.host());
        out.int32(offer.cores());
        out.int64(offer.memoryBytes());
        out.text(master.toString());
        out.bytes(credential.toBytes());
        out.text(work.toString());
        out.list(executors, LeftExecutor::write);
        out.list(List.copyOf(made.entrySet()), (entry, group) -> {
            group.text(entry.getKey());
            group.list(entry.getValue().stream().map(Path::toString).toList(), (path, text) -> text.text(path));
        });
        out.list(detached, (application, group) -> group.text(application));
    }

    @Override
    public String toString() {
        return "WorkerState[" + offer.id() + " at " + master + ", " + executors.size() + " executors]";
    }
}
