package io.kindling.transport.local;

import io.kindling.transport.api.Authority;
import io.kindling.transport.api.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An authority that is a random number: who has the object may issue. */
final class LocalAuthority implements Authority {

    private static final Pattern SAVED = Pattern.compile("kindling-local-authority 1 ([0-9a-f]{64})\n");

    private final byte[] secret;
    private final String fingerprint;

    private LocalAuthority(final byte[] secret) {
        this.secret = secret;
        try {
            fingerprint = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static LocalAuthority create(final SecureRandom random) {
        final byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new LocalAuthority(secret);
    }

    static LocalAuthority load(final byte[] saved) {
        final Matcher matcher = SAVED.matcher(new String(saved, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("These " + saved.length + " bytes are no authority of the local transport");
        }
        return new LocalAuthority(HexFormat.of().parseHex(matcher.group(1)));
    }

    static LocalAuthority of(final Authority authority) {
        if (authority instanceof LocalAuthority local) {
            return local;
        }
        throw new IllegalArgumentException(
                "The authority was not made by the local transport but is a " + authority.getClass().getName());
    }

    boolean isSame(final LocalAuthority other) {
        return fingerprint.equals(other.fingerprint);
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Identity issue(final String uri) {
        return new LocalIdentity(uri, this);
    }

    @Override
    public byte[] save() {
        return ("kindling-local-authority 1 " + HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "LocalAuthority[" + fingerprint + "]";
    }
}
