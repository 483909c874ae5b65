package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request, first on the control connection: I am here and can take tasks.
 *
 * @param executor       its number; must be the one in its proven identity
 * @param runtimeVersion the release that it was told to be of
 * @param slots          how many tasks at a time
 * @param host           its address as other executors reach it
 * @param dataPort       where it serves map outputs
 * @param pid            its process, 0 if it shares the driver's
 * @param outputs        the directory on its host of map outputs that outlive it; null if they go with it
 * @param wire           the {@link #WIRE_VERSION} that it speaks
 */
public record RegisterExecutor(int executor, String runtimeVersion, int slots, String host, int dataPort, long pid, String outputs,
                               int wire) implements WireMessage {

    /**
     * The version of the messages between drivers and executors, and of what they carry. It is raised with every change of them, since a driver takes only
     * executors of its own version; nothing but this message has to survive a difference. A test compares the bytes of all messages with those of this version.
     */
    public static final int WIRE_VERSION = 1;

    /** One that speaks the messages of this build. */
    public RegisterExecutor(final int executor, final String runtimeVersion, final int slots, final String host, final int dataPort, final long pid,
                            final String outputs) {
        this(executor, runtimeVersion, slots, host, dataPort, pid, outputs, WIRE_VERSION);
    }

    /** One whose map outputs go with it. */
    public RegisterExecutor(final int executor, final String runtimeVersion, final int slots, final String host, final int dataPort, final long pid) {
        this(executor, runtimeVersion, slots, host, dataPort, pid, null);
    }

    /** Reads what {@link #write} wrote. */
    public static RegisterExecutor read(final FieldReader in) {
        return new RegisterExecutor(in.int32(), in.text(), in.int32(), in.text(), in.int32(), in.int64(), in.text(), in.int32());
    }

    @Override
    public int type() {
        return Messages.REGISTER_EXECUTOR;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.text(runtimeVersion);
        out.int32(slots);
        out.text(host);
        out.int32(dataPort);
        out.int64(pid);
        out.text(outputs);
        out.int32(wire);
    }
}
