package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.LossCause;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormatException;

/** A {@link LossCause} as fields. */
public record Loss(LossCause cause) {

    private static final int EXITED = 1;
    private static final int LAUNCH_FAILED = 2;
    private static final int NODE_LOST = 3;
    private static final int RELEASED = 4;
    private static final int PREEMPTED = 5;

    public static Loss read(final FieldReader in) {
        final int kind = in.int32();
        final int exitCode = in.int32();
        final String text = in.text();
        return new Loss(switch (kind) {
            case EXITED -> new LossCause.Exited(exitCode, text);
            case LAUNCH_FAILED -> new LossCause.LaunchFailed(text);
            case NODE_LOST -> new LossCause.NodeLost(text);
            case RELEASED -> new LossCause.Released();
            case PREEMPTED -> new LossCause.Preempted(text);
            default -> throw new WireFormatException("loss of unknown kind " + kind);
        });
    }

    public void write(final FieldWriter out) {
        // An if chain, since patterns in switch are not in Java 17.
        if (cause instanceof LossCause.Exited exited) {
            write(out, EXITED, exited.exitCode(), exited.logTail());
        } else if (cause instanceof LossCause.LaunchFailed failed) {
            write(out, LAUNCH_FAILED, 0, failed.reason());
        } else if (cause instanceof LossCause.NodeLost lost) {
            write(out, NODE_LOST, 0, lost.node());
        } else if (cause instanceof LossCause.Preempted preempted) {
            write(out, PREEMPTED, 0, preempted.reason());
        } else {
            write(out, RELEASED, 0, null);
        }
    }

    private static void write(final FieldWriter out, final int kind, final int exitCode, final String text) {
        out.int32(kind);
        out.int32(exitCode);
        out.text(text);
    }
}
