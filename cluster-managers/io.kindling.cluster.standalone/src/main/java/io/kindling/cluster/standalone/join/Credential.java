package io.kindling.cluster.standalone.join;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What somebody needs to join a cluster: which authority to trust, and the key that lets them in.
 *
 * @param authority the authority's fingerprint
 * @param joinKey   256 random bits
 * @param master    where the cluster's master is
 */
public record Credential(String authority, byte[] joinKey, MasterAddress master) {

    private static final Pattern HEX_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST = 64 * 1024;

    /**
     * Reads a credential file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be read or is no credential; the text names the file, never its content
     */
    public static Credential read(final Path file) throws IOException {
        final byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        }
        try {
            return of(bytes);
        } catch (final IllegalArgumentException e) {
            throw new IOException("The file " + file + " is no credential of a cluster. Copy it again from the machine of the master,"
                    + " or delete it and start the master anew", e);
        }
    }

    /**
     * Reads what {@link #toBytes()} gave.
     *
     * @throws IllegalArgumentException if it is no credential
     */
    public static Credential of(final byte[] bytes) {
        final Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
        } catch (final IOException e) {
            throw new IllegalArgumentException("malformed", e);
        }
        final String authority = hex(properties, "authority");
        final String key = hex(properties, "key");
        return new Credential(authority, HexFormat.of().parseHex(key), MasterAddress.parse(properties.getProperty("master", "")));
    }

    /** The content of its file. */
    public byte[] toBytes() {
        return ("# What a worker or a driver needs to join this cluster. Whoever has it can run code there: keep it secret.\n"
                + "master=" + master + "\n"
                + "authority=" + authority + "\n"
                + "key=" + HexFormat.of().formatHex(joinKey) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Credential[" + master + "]";
    }

    private static String hex(final Properties properties, final String key) {
        final String value = properties.getProperty(key, "");
        if (!HEX_256.matcher(value).matches()) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }
}
