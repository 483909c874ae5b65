package io.kindling.calls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client needs to call operations of an application: where its driver listens, which authority to trust, and the key that lets it in.
 *
 * @param authority the fingerprint of the driver's authority for clients
 * @param key       256 random bits
 */
record Ticket(String application, String host, int port, String authority, byte[] key) {

    private static final Pattern HEX_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final int LONGEST = 64 << 10;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /** Whom a client must find there. */
    String driver() {
        return "kindling://app/" + application + "/driver";
    }

    /** How the identities of clients begin. */
    static String clients(final String application) {
        return "kindling://app/" + application + "/client/";
    }

    /** Writes it for its owner alone, in one step. */
    void write(final Path file) throws IOException {
        final Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent(), mode("rwx------"));
        final Path whole = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp", mode("rw-------"));
        try {
            Files.writeString(whole, "# Whoever has this can call the operations of " + application + ": keep it secret.\napplication=" + application
                    + "\nhost=" + host + "\nport=" + port + "\nauthority=" + authority + "\nkey=" + HexFormat.of().formatHex(key) + "\n");
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** @throws IOException if it cannot be read, is no ticket, or others can read it; names the file, never its content */
    static Ticket read(final Path file) throws IOException {
        if (Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream().anyMatch(OTHERS::contains)) {
            throw new IOException("the ticket " + file + " can be read or changed by others, who could call what it lets you call: chmod 600 it");
        }
        return parse(file);
    }

    /** Whether a file has it, and not another one; an IOException if nobody can tell. */
    boolean isIn(final Path file) throws IOException {
        return Files.exists(file) && MessageDigest.isEqual(key, parse(file).key);
    }

    private static Ticket parse(final Path file) throws IOException {
        final Properties fields = new Properties();
        try (var in = Files.newInputStream(file)) {
            fields.load(new StringReader(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)));
            return new Ticket(matching(fields, "application", APPLICATION), fields.getProperty("host", ""), Integer.parseInt(fields.getProperty("port", "")),
                    matching(fields, "authority", HEX_256), HexFormat.of().parseHex(matching(fields, "key", HEX_256)));
        } catch (final IllegalArgumentException e) {
            throw new IOException("the file " + file + " is no ticket of a driver; copy it again from the driver's machine", e);
        }
    }

    private static String matching(final Properties fields, final String name, final Pattern form) {
        final String value = fields.getProperty(name, "");
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException("malformed");
        }
        return value;
    }

    private static FileAttribute<?> mode(final String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    @Override
    public String toString() {
        return "Ticket[" + application + " at " + host + ":" + port + "]";
    }
}
