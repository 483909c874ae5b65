package io.kindling.protocol.message;

import io.kindling.common.files.DataKey;
import io.kindling.protocol.stage.StageSamples;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;
import java.util.Map;

/** At least one message of every type; the tests that go through all messages take theirs from here. */
final class Samples {

    static final Heartbeat HEARTBEAT = new Heartbeat(3, 70_000, new long[] {1, 256, -1, Long.MAX_VALUE});
    static final LaunchTasks LAUNCH = new LaunchTasks(7, 1, List.of(
            new LaunchTasks.TaskDescription(1L << 40, 0, 0, Map.of()),
            new LaunchTasks.TaskDescription(5, 65_536, 3, Map.of(0, new byte[] {1, 2, 3}, 2, new byte[0]))));

    static final TakeOutputs TAKE = new TakeOutputs(5, 1, new MapOutputs.Location(2, "host", 40_001), new int[] {0, 300}, new long[] {7, 1L << 40});

    private static final String LONG_TEXT = "Straße 東京 \uD83D\uDE80 ".repeat(40);

    private Samples() {
    }

    static List<WireMessage> all() {
        return List.of(
                new RegisterExecutor(2, "0.1.0-abc", 4, "127.0.0.1", 40_001, 4_711, "/data/app/outputs", 70_000),
                new Registered(null, Map.of("kindling.app.name", "words", "a", "", "empty", LONG_TEXT),
                        List.of(new ArtifactRef("00ff", "jar", "app.jar", 1L << 33), new ArtifactRef("01", "bundle", "b", 0)), 10_000, 60_000,
                        DataKey.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, -1})),
                new Registered("no such executor", Map.of(), List.of(), 0, 0),
                HEARTBEAT,
                new Heartbeat(0, 0, new long[0]),
                new HeartbeatAck(70_000, true),
                new HeartbeatAck(-1, false),
                new StageCode(9, StageSamples.everyOperator()),
                new MapOutputs(1, 2, List.of(new MapOutputs.Location(1, "host", 1), new MapOutputs.Location(2, "::1", 65_535)),
                        new int[] {0, 1, 1, 0}, new long[] {4, 5, 6, 1L << 50}),
                LAUNCH,
                new StatusUpdates(1, List.of(
                        new TaskStatus.Succeeded(1, new byte[] {9}, new TaskMetrics(1, 2, 3, 4, 5, 1L << 60)),
                        new TaskStatus.Succeeded(2, null, new TaskMetrics(0, 0, 0, 0, 0, 0)),
                        new TaskStatus.Succeeded(5, new byte[0], new TaskMetrics(0, 0, 0, 0, 0, 0), new byte[] {1, 2}),
                        new TaskStatus.Failed(3, "java.lang.Error: no", LONG_TEXT, true),
                        new TaskStatus.FetchFailed(4, 1, 2, 3, 4, null),
                        new TaskStatus.Kept(6, 7, 9, 1L << 33, 0xCAFEBABE, new TaskMetrics(1, 2, 3, 4, 5, 6), new byte[] {3}),
                        new TaskStatus.Kept(7, 7, 0, 1, 0, new TaskMetrics(1, 2, 3, 4, 5, 6), null),
                        new TaskStatus.Killed(Long.MIN_VALUE))),
                new KillTasks(new long[] {1, 2}, "stage ended"), new KillTasks(new long[] {3}, null, true),
                new Release(new int[] {1}, new int[0], new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 200, 40_000},
                        new int[] {7}, new int[] {1, 2}),
                new Shutdown(""),
                new FetchArtifact("00ff", 1L << 32, 1 << 20),
                new ArtifactChunk(new byte[300]),
                new ArtifactChunk(new byte[0]),
                new ArtifactChunk(null),
                new FetchShuffle(1, 2, new int[] {0, 5}, new long[] {7, 8}, 4_096, 1 << 22),
                new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 5, 0xCAFEBABE, new byte[] {1, 2, 3, 4, 5}), new ShuffleChunk.BlockPart(1, 0, 0, new byte[0]))),
                new FetchFailure(3, "gone"),
                TAKE,
                new OutputsTaken(2, 1L << 33, new int[] {0, 300}, new int[] {70_000}, "no space"),
                new OutputsTaken(0, 0, new int[0], new int[0], null),
                new FetchCode(3),
                new CodeList(null, List.of(new ArtifactRef("00ff", "jar", "more.jar", 1L << 33))),
                new CodeList("version 3 is gone", List.of()),
                new FetchResult(1L << 40, 1L << 33, 1 << 22),
                new ResultChunk(3, 1L << 40, 0, new byte[] {1, 2}, null),
                new ResultChunk(3, 5, 0, null, "gone"),
                new StageProperties(4, Map.of("owner", "me", "empty", "")),
                new FindContent(1L << 40, "00ff", 3, "host", 40_001),
                new ContentPlan(null, 1L << 33, 1 << 22, "lz4", new int[] {5, 1 << 22}, new int[] {-1, 0xCAFEBABE},
                        List.of(new MapOutputs.Location(2, "host", 40_001))),
                ContentPlan.refused("Broadcast(3) was destroyed"),
                new FetchBlock("00ff", 70_000),
                new BlockBytes(new byte[300]),
                new BlockBytes(null),
                new DropContent(List.of("00ff", "01")),
                new ContentDropped(2),
                new ListFiles(3, 1),
                new SharedFiles(List.of(new SharedFiles.SharedFile("a/b.txt", "00ff", true), new SharedFiles.SharedFile("c", "01", false))),
                new BlockReport(2, 1L << 33, 7, List.of(new BlockReport.Block(1, 2, 0, 1L << 40, 0), new BlockReport.Block(70_000, 0, 3, 0, 0))),
                new FindKeepers(3),
                new Keepers(List.of(new MapOutputs.Location(2, "host", 40_001))),
                new FetchPartition(1L << 40, 5, 6, 0, 70_000, 1 << 22),
                new PartitionBatches(List.of(new PartitionBatches.Batch(0xCAFEBABE, new byte[] {1, 2}), new PartitionBatches.Batch(0, new byte[0])), true),
                new KeepCopy(5, 6, 1, "disk+memory+x2", new MapOutputs.Location(2, "host", 40_001)),
                new CopyKept("no room"),
                new CopyKept(null),
                new SetLogLevel("warn"));
    }
}
