package io.kindling.executor.link;

import io.kindling.common.ExecutorId;
import io.kindling.protocol.message.ArtifactChunk;
import io.kindling.protocol.message.ArtifactRef;
import io.kindling.protocol.message.CodeList;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.message.FetchCode;
import io.kindling.protocol.message.FindKeepers;
import io.kindling.protocol.message.Keepers;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Speaks with the driver until there is an agent to do so. Its calls block, each for a limited time. */
public final class DriverLink {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CHUNK = 4 << 20;
    private static final Set<Integer> FROM_DRIVER = Set.of(Messages.REGISTERED, Messages.HEARTBEAT_ACK, Messages.STAGE_CODE, Messages.MAP_OUTPUTS,
            Messages.LAUNCH_TASKS, Messages.KILL_TASKS, Messages.RELEASE, Messages.SHUTDOWN, Messages.ARTIFACT_CHUNK, Messages.CODE_LIST,
            Messages.TAKE_OUTPUTS, Messages.FETCH_RESULT, Messages.KEEPERS, Messages.KEEP_COPY, Messages.STAGE_PROPERTIES, Messages.CONTENT_PLAN, Messages.BLOCK_BYTES, Messages.DROP_CONTENT, Messages.SHARED_FILES,
            Messages.SET_LOG_LEVEL);

    private final Transport transport;
    private final Bootstrap bootstrap;
    private final WireFormat format;

    public DriverLink(final Transport transport, final Bootstrap bootstrap, final WireFormat format) {
        this.transport = transport;
        this.bootstrap = bootstrap;
        this.format = format;
    }

    /** Gets this executor's identity from the driver. */
    public Identity enrol() throws IOException {
        return transport.enrol(new EnrolRequest(bootstrap.driverHost(), bootstrap.driverPort(), bootstrap.authority(), bootstrap.driverUri(),
                bootstrap.uri(), bootstrap.token()), LIMIT);
    }

    /** Opens a connection to the driver. */
    public Connection connect(final String role, final Identity identity, final FrameHandler handler) throws IOException {
        final FrameLimits limits = new FrameLimits(format.table().limits().entrySet().stream().filter(entry -> FROM_DRIVER.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return transport.connect(new ConnectSpec("executor-" + bootstrap.executor() + "-" + role, bootstrap.driverHost(), bootstrap.driverPort(),
                identity, bootstrap.driverUri(), limits, LIMIT), handler);
    }

    /**
     * Registers.
     *
     * @param outputs where map outputs lie that outlive it; null if they go with it
     * @throws IOException if the driver refuses; says why
     */
    public Registered register(final Connection control, final int dataPort, final long pid, final Path outputs) throws IOException {
        final ExecutorId id = bootstrap.executor();
        final Registered answer = ask(control, new RegisterExecutor(id.value(), bootstrap.runtimeVersion(), bootstrap.slots(), bootstrap.host(),
                dataPort, pid, outputs == null ? null : outputs.toString()), Registered.class);
        if (answer.refusal() != null) {
            throw new IOException("The driver refuses executor " + id + ": " + answer.refusal());
        }
        return answer;
    }

    /**
     * What a version of the application's code consists of.
     *
     * @throws IOException if the driver has no such version any more
     */
    public List<ArtifactRef> code(final Connection control, final int code) throws IOException {
        final CodeList answer = ask(control, new FetchCode(code), CodeList.class);
        if (answer.refusal() != null) {
            throw new IOException(answer.refusal());
        }
        return answer.artifacts();
    }

    /** Who could keep copies of partitions. */
    public List<MapOutputs.Location> keepers(final Connection control) throws IOException {
        return ask(control, new FindKeepers(bootstrap.executor().value()), Keepers.class).keepers();
    }

    /** Fetches an artifact into a file, which must not be there yet. What it holds is for the caller to check. */
    public void fetch(final Connection control, final ArtifactRef artifact, final Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE)) {
            for (long offset = 0; offset <= artifact.bytes();) {
                final ArtifactChunk chunk = ask(control, new FetchArtifact(artifact.hash(), offset, CHUNK), ArtifactChunk.class);
                if (chunk.bytes() == null) {
                    throw new IOException("The driver cannot give the artifact " + artifact.name() + " of its application any more");
                }
                if (chunk.bytes().length == 0) {
                    return;
                }
                out.write(chunk.bytes());
                offset += chunk.bytes().length;
            }
        }
        throw new IOException("The artifact " + artifact.name() + " is longer than the " + artifact.bytes() + " bytes that the driver told");
    }

    private <T extends WireMessage> T ask(final Connection connection, final WireMessage request, final Class<T> answer) throws IOException {
        final String what = "The driver at " + bootstrap.driverHost() + ":" + bootstrap.driverPort();
        try {
            final Frame reply = connection.request(request.type(), format.encode(request), LIMIT).get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
            return answer.cast(format.decode(reply.type(), reply.payload()));
        } catch (final ExecutionException e) {
            throw new IOException(what + " did not answer a " + request.getClass().getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IOException(what + " did not answer a " + request.getClass().getSimpleName() + " in time", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(what + " was asked, and the executor was told to end meanwhile");
        } catch (final ClassCastException e) {
            throw new IOException(what + " gave a wrong answer to a " + request.getClass().getSimpleName(), e);
        }
    }
}
