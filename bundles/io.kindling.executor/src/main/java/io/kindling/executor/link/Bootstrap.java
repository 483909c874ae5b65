package io.kindling.executor.link;

import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * What an executor is started with.
 *
 * @param driverHost     where its driver is
 * @param driverPort     its port
 * @param authority      the fingerprint of the application's authority
 * @param token          lets the executor in, once
 * @param application    whose executor it is
 * @param executor       its number
 * @param transport      the name of the transport
 * @param slots          how many tasks at a time; 0 for one that only gives to readers what others have left
 * @param host           the address that others reach it at
 * @param localDirs      where files may be put; empty for the working directory
 * @param shuffle        the name of what keeps its map outputs; empty for the usual one
 * @param outlive        whether its map outputs are to outlive it, where that is possible
 * @param runtimeVersion the build that is expected
 */
public record Bootstrap(String driverHost, int driverPort, String authority, byte[] token, ApplicationId application, ExecutorId executor,
                        String transport, int slots, String host, List<String> localDirs, String shuffle,
                        boolean outlive, String runtimeVersion) {

    /** The longest that is read. */
    public static final int LONGEST = 1 << 16;

    /**
     * Reads it to the end of the stream.
     *
     * @throws IOException if it is too long, or something is missing or malformed; names the key and never the token
     */
    public static Bootstrap read(final InputStream in) throws IOException {
        final byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IOException("The bootstrap of an executor is longer than " + LONGEST + " bytes");
        }
        final Properties values = new Properties();
        try {
            values.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            return new Bootstrap(text(values, "driver.host"), number(values, "driver.port"), text(values, "authority"), token(values),
                    new ApplicationId(text(values, "application")), new ExecutorId(number(values, "executor")), text(values, "transport"),
                    number(values, "slots"), text(values, "host"), dirs(values.getProperty("localDirs", "")),
                    values.getProperty("shuffle", "").trim(), Boolean.parseBoolean(values.getProperty("shuffle.outlive")), text(values, "runtimeVersion"));
        } catch (final IllegalArgumentException e) {
            throw new IOException("The bootstrap of an executor is malformed: " + e.getMessage(), e);
        }
    }

    /** Whose identity the executor asks for. */
    public String uri() {
        return executorsUri() + executor;
    }

    /** What the identities of this application's executors begin with. */
    public String executorsUri() {
        return "kindling://app/" + application + "/executor/";
    }

    /** Whose identity the driver proves. */
    public String driverUri() {
        return "kindling://app/" + application + "/driver";
    }

    private static String text(final Properties values, final String key) {
        final String text = values.getProperty(key, "");
        if (text.isBlank()) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return text.trim();
    }

    private static int number(final Properties values, final String key) {
        final String text = text(values, key);
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("'" + key + "' is no number: " + text, e);
        }
    }

    private static byte[] token(final Properties values) {
        try {
            return HexFormat.of().parseHex(text(values, "token"));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("'token' is missing or not hexadecimal"); // without its cause, which quotes it
        }
    }

    private static List<String> dirs(final String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(dir -> !dir.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return "Bootstrap[" + uri() + " of " + driverHost + ":" + driverPort + "]";
    }
}
