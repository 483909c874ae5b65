package io.kindling.calls.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.MessageTable;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.FrameLimits;
import java.util.Map;
import java.util.function.Function;

/** The table of messages between clients and a driver that serves. Numbers are never used again for something else. */
public final class CallMessages {

    public static final int CALL = 300;
    public static final int ANSWER = 301;
    public static final int LIST = 302;
    public static final int OPERATIONS = 303;

    /** The longest argument and the longest result, in bytes of UTF-8. */
    public static final int LONGEST_TEXT = 16 << 20;

    private static final int KIB = 1 << 10;
    private static final Map<Integer, Integer> LIMITS = Map.of(CALL, LONGEST_TEXT + 4 * KIB, ANSWER, LONGEST_TEXT + 4 * KIB, LIST, KIB, OPERATIONS, 1024 * KIB);

    private CallMessages() {
    }

    /** The decoders and length limits of all of them. */
    public static MessageTable table() {
        final Map<Integer, Function<FieldReader, ? extends WireMessage>> decoders =
                Map.of(CALL, Call::read, ANSWER, Answer::read, LIST, in -> new ListOperations(), OPERATIONS, Operations::read);
        return new MessageTable(decoders, LIMITS);
    }

    /** What a driver takes. */
    public static FrameLimits fromClients() {
        return new FrameLimits(Map.of(CALL, LIMITS.get(CALL), LIST, LIMITS.get(LIST)));
    }

    /** What a client takes. */
    public static FrameLimits fromDriver() {
        return new FrameLimits(Map.of(ANSWER, LIMITS.get(ANSWER), OPERATIONS, LIMITS.get(OPERATIONS)));
    }
}
