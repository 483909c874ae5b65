package io.kindling.protocol.message;

import static org.junit.Assert.assertEquals;

import io.kindling.protocol.stage.KeptPlaces;
import io.kindling.protocol.stage.PayloadBundle;
import io.kindling.protocol.stage.StageSamples;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

/**
 * The bytes of every message are those that belong to its version: an executor of other bytes and the same version would be
 * taken by a driver that does not understand it. Run with {@code -Dkindling.write} to write them down.
 */
public class EncodingsTest {

    private static final Path DIGESTS = Path.of("src/test/resources/io/kindling/protocol/message/encodings.txt");
    private static final int DIGEST_BYTES = 8;

    private final WireFormat format = new WireFormat(Messages.table());
    private final TreeMap<String, MessageDigest> digests = new TreeMap<>();

    @Test
    public void shouldRaiseTheVersionWithEveryChange() throws IOException {
        Samples.all().forEach(this::add);
        for (final StageSpec stage : StageSamples.everyPart()) {
            add(new StageCode(9, stage));
        }
        add("AccumulatorUpdate", AccumulatorUpdate.encode(List.of(AccumulatorUpdate.ofLong("app", 1, "lines", 2, 3),
                AccumulatorUpdate.ofDouble("app", 1L << 40, null, 0.5, 3), AccumulatorUpdate.ofObject("app", 2, "", new byte[] {1, 2}))));
        add("KeptPlaces", KeptPlaces.encode(List.of(new KeptPlaces.Place(0, 1, "host", 40_001), new KeptPlaces.Place(70_000, 2, "::1", 1))));
        add("PayloadBundle", PayloadBundle.of(Map.of(70_000, new byte[] {1, 2, 3})));
        final String text = text();
        if (System.getProperty("kindling.write") != null) {
            Files.createDirectories(DIGESTS.getParent());
            Files.writeString(DIGESTS, text);
            return;
        }
        assertEquals("What is encoded has changed; if more than a sample has, raise RegisterExecutor.WIRE_VERSION, and the number in docs/wire-protocol.md. "
                + "Then run this test with -Dkindling.write to bring " + DIGESTS + " up to date", Files.readString(DIGESTS), text);
    }

    private void add(final WireMessage message) {
        add(message.getClass().getSimpleName(), format.encode(message));
    }

    private void add(final String name, final byte[] bytes) {
        final MessageDigest digest = digests.computeIfAbsent(name, first -> sha256());
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private String text() {
        final StringBuilder text = new StringBuilder("version " + RegisterExecutor.WIRE_VERSION + "\n");
        digests.forEach((name, digest) -> text.append(name).append(' ').append(HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES)).append('\n'));
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
