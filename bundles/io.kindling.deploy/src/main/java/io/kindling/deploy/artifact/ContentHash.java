package io.kindling.deploy.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The identity of a jar's content: SHA-256 over the sorted (entry name, entry hash). The order of the entries, their
 * dates and their compression do not count, and neither do signatures. Used by one thread.
 */
public final class ContentHash {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);

    private final Map<String, byte[]> entries = new TreeMap<>();

    /** Whether an entry counts: directories and signatures do not. */
    public static boolean counts(final String name) {
        return !name.endsWith("/") && !SIGNATURE.matcher(name).matches();
    }

    /** Adds an entry and copies its bytes on to {@code copy}. */
    public void add(final String name, final InputStream content, final OutputStream copy) throws IOException {
        final MessageDigest digest = sha256();
        content.transferTo(new DigestOutputStream(copy, digest));
        entries.putIfAbsent(name, digest.digest());
    }

    /** The hash of what was added, lower-case hex. */
    public String hex() {
        final MessageDigest digest = sha256();
        entries.forEach((name, hash) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(hash);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
