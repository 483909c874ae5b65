package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.EnrolmentRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The one-time tokens by which launched executors get their identities. Thread-safe. */
public final class EnrolmentTokens implements Enrolment {

    private static final int BYTES = 32;

    private final ApplicationId application;
    private final SecureRandom random;
    private final Map<String, byte[]> tokens = new ConcurrentHashMap<>();

    /** @param random makes the tokens */
    public EnrolmentTokens(final ApplicationId application, final SecureRandom random) {
        this.application = application;
        this.random = random;
    }

    /** The URI that an executor proves. */
    String uri(final ExecutorId executor) {
        return "kindling://app/" + application + "/executor/" + executor;
    }

    /** A new token for an executor; lower-case hex. */
    String issue(final ExecutorId executor) {
        final byte[] token = new byte[BYTES];
        random.nextBytes(token);
        tokens.put(uri(executor), token);
        return HexFormat.of().formatHex(token);
    }

    /** The executor is not expected any more. */
    void revoke(final ExecutorId executor) {
        tokens.remove(uri(executor));
    }

    @Override
    public void admit(final String subject, final byte[] token) throws EnrolmentRefusedException {
        final byte[] expected = tokens.get(subject);
        // Executors send the token as they got it in their bootstrap, or its bytes.
        final boolean good = expected != null && (MessageDigest.isEqual(expected, token)
                | MessageDigest.isEqual(HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII), token));
        if (!good || !tokens.remove(subject, expected)) {
            throw new EnrolmentRefusedException("no executor with that token is expected as " + subject);
        }
    }
}
