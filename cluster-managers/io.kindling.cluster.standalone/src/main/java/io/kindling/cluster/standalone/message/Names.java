package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.WireFormatException;
import java.util.regex.Pattern;

/**
 * Checks names that peers send before anybody keeps them: they are passed on in other messages, which must hold them,
 * and they stand in logs, which must stay one line an entry.
 */
final class Names {

    private static final Pattern NAME = Pattern.compile("[!-~]{1,255}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST_TITLE = 255;
    private static final int LEAST_SECRET = 16;

    private Names() {
    }

    /** A name of something, or of a host: visible ASCII. */
    static String checked(final String what, final String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new WireFormatException("The name of a " + what + " must be 1 to 255 visible characters, not "
                    + (name == null ? "null" : name.length() + " of which some are not"));
        }
        return name;
    }

    /** What a user calls something: whatever it is, on one line and not too long. */
    static String title(final String text) {
        final String line = CONTROL.matcher(String.valueOf(text)).replaceAll(" ");
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE);
    }

    /** Something long enough that nobody guesses it. */
    static byte[] secret(final byte[] secret) {
        if (secret == null || secret.length < LEAST_SECRET) {
            throw new WireFormatException("The secret of an application must have " + LEAST_SECRET + " bytes at least");
        }
        return secret;
    }
}
