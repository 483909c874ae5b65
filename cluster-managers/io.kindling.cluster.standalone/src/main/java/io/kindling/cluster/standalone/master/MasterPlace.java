package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.MasterAddress;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a master leaves to the next version of its bundle: its place, since {@code --port 0} would find another one. All
 * else is in the credential file, or with workers and drivers, who tell it again.
 */
final class MasterPlace {

    /** The name under which it is left. */
    static final String NAME = "standalone/master";
    private static final Logger LOG = LoggerFactory.getLogger(MasterPlace.class);
    private static final String VERSION = "1 ";

    private MasterPlace() {
    }

    static byte[] encode(final MasterAddress address) {
        return (VERSION + address).getBytes(StandardCharsets.UTF_8);
    }

    /** The place, or null if none was left, or in a form that is not known here. */
    static MasterAddress decode(final byte[] state) {
        if (state == null) {
            return null;
        }
        final String text = new String(state, StandardCharsets.UTF_8);
        if (text.startsWith(VERSION)) {
            return MasterAddress.parse(text.substring(VERSION.length()));
        }
        LOG.error("The master before left its place in a form that this version does not know ('{}', known is '{}...'): starting as the command"
                + " line says", text, VERSION);
        return null;
    }
}
