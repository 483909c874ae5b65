package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.WireFormatException;
import io.kindling.protocol.wire.WireMessage;
import java.util.function.Function;

/**
 * Reads the messages of one type. One class for all of them, because an executor's start waits for every class.
 *
 * @param type its number
 */
record Decoder(int type) implements Function<FieldReader, WireMessage> {

    @Override
    public WireMessage apply(final FieldReader in) {
        return switch (type) {
            case Messages.REGISTER_EXECUTOR -> RegisterExecutor.read(in);
            case Messages.REGISTERED -> Registered.read(in);
            case Messages.HEARTBEAT -> Heartbeat.read(in);
            case Messages.HEARTBEAT_ACK -> HeartbeatAck.read(in);
            case Messages.STAGE_CODE -> StageCode.read(in);
            case Messages.MAP_OUTPUTS -> MapOutputs.read(in);
            case Messages.LAUNCH_TASKS -> LaunchTasks.read(in);
            case Messages.STATUS_UPDATES -> StatusUpdates.read(in);
            case Messages.KILL_TASKS -> KillTasks.read(in);
            case Messages.RELEASE -> Release.read(in);
            case Messages.SHUTDOWN -> Shutdown.read(in);
            case Messages.FETCH_ARTIFACT -> FetchArtifact.read(in);
            case Messages.ARTIFACT_CHUNK -> ArtifactChunk.read(in);
            case Messages.FETCH_SHUFFLE -> FetchShuffle.read(in);
            case Messages.SHUFFLE_CHUNK -> ShuffleChunk.read(in);
            case Messages.FETCH_FAILURE -> FetchFailure.read(in);
            case Messages.TAKE_OUTPUTS -> TakeOutputs.read(in);
            case Messages.OUTPUTS_TAKEN -> OutputsTaken.read(in);
            case Messages.FETCH_CODE -> FetchCode.read(in);
            case Messages.CODE_LIST -> CodeList.read(in);
            case Messages.STAGE_PROPERTIES -> StageProperties.read(in);
            case Messages.FIND_CONTENT -> FindContent.read(in);
            case Messages.CONTENT_PLAN -> ContentPlan.read(in);
            case Messages.FETCH_BLOCK -> FetchBlock.read(in);
            case Messages.BLOCK_BYTES -> BlockBytes.read(in);
            case Messages.DROP_CONTENT -> DropContent.read(in);
            case Messages.CONTENT_DROPPED -> ContentDropped.read(in);
            case Messages.LIST_FILES -> ListFiles.read(in);
            case Messages.SHARED_FILES -> SharedFiles.read(in);
            case Messages.FETCH_RESULT -> FetchResult.read(in);
            case Messages.RESULT_CHUNK -> ResultChunk.read(in);
            case Messages.BLOCK_REPORT -> BlockReport.read(in);
            case Messages.FIND_KEEPERS -> FindKeepers.read(in);
            case Messages.KEEPERS -> Keepers.read(in);
            case Messages.FETCH_PARTITION -> FetchPartition.read(in);
            case Messages.PARTITION_BATCHES -> PartitionBatches.read(in);
            case Messages.KEEP_COPY -> KeepCopy.read(in);
            case Messages.COPY_KEPT -> CopyKept.read(in);
            case Messages.SET_LOG_LEVEL -> SetLogLevel.read(in);
            default -> throw new WireFormatException("No message has the type " + type);
        };
    }
}
