package io.kindling.cluster.standalone.join;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** Says why a master could not be joined, and what to do, in words for its user. */
public final class Failures {

    private Failures() {
    }

    public static String explain(final MasterAddress address, final IOException failure) {
        if (failure instanceof HelloRefusedException) {
            return failure.getMessage();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            final String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof ConnectException || text.contains("connection refused")) {
                return "cannot reach the master at " + address + ": connection refused; start it with `kindling master` or check the address";
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "cannot reach the master at " + address + ": no such host; check the address";
            }
        }
        return "cannot join the cluster of the master at " + address + ": " + failure.getMessage()
                + "; if the master's credential has changed, copy its credential file again or name it with --credentials";
    }
}
