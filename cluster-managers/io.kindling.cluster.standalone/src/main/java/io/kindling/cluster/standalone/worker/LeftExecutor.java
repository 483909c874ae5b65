package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.Loss;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * An executor as one version of the worker leaves it to the next; its process is found by the container's name.
 *
 * @param held      as the master knows it
 * @param directory its directory; null before it is started
 * @param endWanted whether the master wants it ended
 * @param loss      why it ended, which the master has not acknowledged; null before that
 * @param start     what is to be done to start it; null once that was tried
 */
record LeftExecutor(HeldExecutor held, Path directory, boolean endWanted, LossCause loss, StartExecutor start) {

    static LeftExecutor of(final ExecutorProcess executor) {
        return new LeftExecutor(executor.held, executor.directory, executor.endWanted, executor.loss, executor.start);
    }

    static LeftExecutor read(final FieldReader in) {
        final HeldExecutor held = HeldExecutor.read(in);
        final String directory = in.text();
        final boolean endWanted = in.bool();
        final List<Loss> loss = in.list(Loss::read);
        final List<StartExecutor> start = in.list(StartExecutor::read);
        return new LeftExecutor(held, directory == null ? null : Path.of(directory), endWanted, loss.isEmpty() ? null : loss.get(0).cause(),
                start.isEmpty() ? null : start.get(0));
    }

    static void write(final LeftExecutor left, final FieldWriter out) {
        HeldExecutor.write(left.held, out);
        out.text(left.directory == null ? null : left.directory.toString());
        out.bool(left.endWanted);
        out.list(left.loss == null ? List.of() : List.of(new Loss(left.loss)), Loss::write);
        out.list(left.start == null ? List.of() : List.of(left.start), StartExecutor::write);
    }
}
