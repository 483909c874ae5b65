package io.kindling.protocol.message;

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

    private Messages() {
    }
}
