package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Driver to master: an application begins, or comes back after its connection was lost or let go. Its id is the one in
 * the driver's proven identity.
 *
 * @param name   what its user calls it
 * @param secret what proves later that the same application comes back
 * @param policy how the master treats it
 * @param held   what the driver knows to have; empty for a new one
 */
public record OpenApplication(String name, byte[] secret, DeployPolicy policy, List<HeldContainer> held) implements WireMessage {

    public OpenApplication {
        held = List.copyOf(held);
    }

    static OpenApplication read(final FieldReader in) {
        return new OpenApplication(Names.title(in.text()), Names.secret(in.bytes()), DeployPolicy.read(in), in.list(HeldContainer::read));
    }

    @Override
    public int type() {
        return ClusterMessages.OPEN_APPLICATION;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(name);
        out.bytes(secret);
        policy.write(out);
        out.list(held, HeldContainer::write);
    }

    @Override
    public String toString() {
        return "OpenApplication[" + name + ", holds " + held + "]";
    }
}
