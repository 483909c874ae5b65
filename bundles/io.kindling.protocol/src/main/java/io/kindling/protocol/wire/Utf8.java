package io.kindling.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that refuses malformed bytes at the speed of text that does not. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {
    }

    static String decode(final byte[] bytes, final int start, final int length) {
        final String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // it was written so, or bytes are malformed: only then look closer
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            } catch (final CharacterCodingException e) {
                throw new WireFormatException("The text at byte " + start + " is no UTF-8", e);
            }
        }
        return text;
    }
}
