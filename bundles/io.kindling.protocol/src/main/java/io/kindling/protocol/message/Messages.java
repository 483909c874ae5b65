package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.MessageTable;
import io.kindling.protocol.wire.WireMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The table of messages between a driver and its executors. Numbers are never used again for something else.
 */
public final class Messages {

    public static final int REGISTER_EXECUTOR = 1;
    public static final int REGISTERED = 2;
    public static final int HEARTBEAT = 3;
    public static final int HEARTBEAT_ACK = 4;
    public static final int STAGE_CODE = 5;
    public static final int MAP_OUTPUTS = 6;
    public static final int LAUNCH_TASKS = 7;
    public static final int STATUS_UPDATES = 8;
    public static final int KILL_TASKS = 9;
    public static final int RELEASE = 10;
    public static final int SHUTDOWN = 11;
    public static final int FETCH_ARTIFACT = 12;
    public static final int ARTIFACT_CHUNK = 13;
    public static final int FETCH_SHUFFLE = 14;
    public static final int SHUFFLE_CHUNK = 15;
    public static final int FETCH_FAILURE = 16;
    public static final int TAKE_OUTPUTS = 17;
    public static final int OUTPUTS_TAKEN = 18;
    public static final int FETCH_CODE = 19;
    public static final int CODE_LIST = 20;
    public static final int STAGE_PROPERTIES = 30;
    public static final int FIND_CONTENT = 31;
    public static final int CONTENT_PLAN = 32;
    public static final int FETCH_BLOCK = 33;
    public static final int BLOCK_BYTES = 34;
    public static final int DROP_CONTENT = 35;
    public static final int CONTENT_DROPPED = 36;
    public static final int LIST_FILES = 37;
    public static final int SHARED_FILES = 38;
    public static final int FETCH_RESULT = 40;
    public static final int RESULT_CHUNK = 41;
    public static final int BLOCK_REPORT = 42;
    public static final int FIND_KEEPERS = 43;
    public static final int KEEPERS = 44;
    public static final int FETCH_PARTITION = 45;
    public static final int PARTITION_BATCHES = 46;
    public static final int KEEP_COPY = 47;
    public static final int COPY_KEPT = 48;
    public static final int SET_LOG_LEVEL = 49;

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private Messages() {
    }

    /**
     * How every message is read, and how long it may be. The limits bound what a peer can make us keep; what is cut
     * into chunks is asked for in chunks that fit.
     */
    public static MessageTable table() {
        final Map<Integer, Integer> limits = new HashMap<>();
        limits.put(REGISTER_EXECUTOR, 64 * KIB);
        limits.put(REGISTERED, 4 * MIB);
        limits.put(HEARTBEAT, 64 * KIB);
        limits.put(HEARTBEAT_ACK, KIB);
        limits.put(STAGE_CODE, 64 * MIB);
        limits.put(MAP_OUTPUTS, 64 * MIB);
        limits.put(LAUNCH_TASKS, 128 * MIB);
        limits.put(STATUS_UPDATES, 128 * MIB);
        limits.put(KILL_TASKS, MIB);
        limits.put(RELEASE, MIB);
        limits.put(SHUTDOWN, 64 * KIB);
        limits.put(FETCH_ARTIFACT, 64 * KIB);
        limits.put(ARTIFACT_CHUNK, 16 * MIB);
        limits.put(FETCH_SHUFFLE, 4 * MIB);
        limits.put(SHUFFLE_CHUNK, 16 * MIB);
        limits.put(FETCH_FAILURE, 64 * KIB);
        limits.put(TAKE_OUTPUTS, MIB);
        limits.put(OUTPUTS_TAKEN, MIB);
        limits.put(FETCH_CODE, KIB);
        limits.put(CODE_LIST, 4 * MIB);
        limits.put(FETCH_RESULT, KIB);
        limits.put(RESULT_CHUNK, 16 * MIB);
        limits.put(STAGE_PROPERTIES, 4 * MIB);
        limits.put(FIND_CONTENT, 64 * KIB);
        limits.put(CONTENT_PLAN, 4 * MIB);
        limits.put(FETCH_BLOCK, 64 * KIB);
        limits.put(BLOCK_BYTES, 16 * MIB);
        limits.put(DROP_CONTENT, 64 * KIB);
        limits.put(CONTENT_DROPPED, KIB);
        limits.put(LIST_FILES, KIB);
        limits.put(SHARED_FILES, 4 * MIB);
        limits.put(BLOCK_REPORT, 4 * MIB);
        limits.put(FIND_KEEPERS, KIB);
        limits.put(KEEPERS, MIB);
        limits.put(FETCH_PARTITION, KIB);
        limits.put(PARTITION_BATCHES, 128 * MIB);
        limits.put(KEEP_COPY, 4 * KIB);
        limits.put(COPY_KEPT, 64 * KIB);
        limits.put(SET_LOG_LEVEL, KIB);
        final Map<Integer, Function<FieldReader, ? extends WireMessage>> decoders = new HashMap<>();
        for (final Integer type : limits.keySet()) {
            decoders.put(type, new Decoder(type));
        }
        return new MessageTable(decoders, limits);
    }
}
