package org.example.kindling.processes;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ResourceProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a session is, written down for another version of this bundle when it is detached. Used by the session's agent
 * alone while it is open.
 */
final class ProcessesState {

    /** Marks the adapter and the version of the format: a version that changes it changes the number, and may read both. */
    private static final int MARK = 0x70726301;

    final List<Room> rooms = new ArrayList<>();
    ResourceProfile profile;
    int executors;
    int totalCores;
    int granted;
    private final String application;
    private final ProcessesUrl url;
    private final String home;
    private final String ssh;
    private final String directory;

    /**
     * @param home      where Kindling is on the hosts
     * @param ssh       the command that reaches them
     * @param directory for the output of executors
     */
    ProcessesState(final String application, final ProcessesUrl url, final String home, final String ssh, final String directory) {
        this.application = application;
        this.url = url;
        this.home = home;
        this.ssh = ssh;
        this.directory = directory;
    }

    /** A container that was granted and is not gone, with its executor once there is one. */
    static final class Room {

        static final int EMPTY = -1;

        final String id;
        final String host;
        final int cores;
        int executor = EMPTY;
        boolean released;

        Room(final String id, final String host, final int cores) {
            this.id = id;
            this.host = host;
            this.cores = cores;
        }
    }

    String application() {
        return application;
    }

    ProcessesUrl url() {
        return url;
    }

    String home() {
        return home;
    }

    String ssh() {
        return ssh;
    }

    String directory() {
        return directory;
    }

    byte[] encode() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MARK);
            out.writeUTF(application);
            out.writeUTF(String.join(",", url.hosts()));
            out.writeInt(url.slots());
            out.writeUTF(home);
            out.writeUTF(ssh);
            out.writeUTF(directory);
            out.writeBoolean(profile != null);
            if (profile != null) {
                out.writeInt(profile.cores());
                out.writeLong(profile.heapBytes());
                out.writeLong(profile.overheadBytes());
            }
            out.writeInt(executors);
            out.writeInt(totalCores);
            out.writeInt(granted);
            out.writeInt(rooms.size());
            for (final Room room : rooms) {
                out.writeUTF(room.id);
                out.writeUTF(room.host);
                out.writeInt(room.cores);
                out.writeInt(room.executor);
                out.writeBoolean(room.released);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static ProcessesState decode(final byte[] bytes) throws ClusterException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() == MARK) {
                return read(in);
            }
        } catch (final IOException e) {
            throw new ClusterException(refusal(bytes), e);
        }
        throw new ClusterException(refusal(bytes));
    }

    private static ProcessesState read(final DataInputStream in) throws IOException {
        final ProcessesState state = new ProcessesState(in.readUTF(), new ProcessesUrl(List.of(in.readUTF().split(",")), in.readInt()),
                in.readUTF(), in.readUTF(), in.readUTF());
        if (in.readBoolean()) {
            state.profile = new ResourceProfile(in.readInt(), in.readLong(), in.readLong());
        }
        state.executors = in.readInt();
        state.totalCores = in.readInt();
        state.granted = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            final Room room = new Room(in.readUTF(), in.readUTF(), in.readInt());
            room.executor = in.readInt();
            room.released = in.readBoolean();
            state.rooms.add(room);
        }
        return state;
    }

    private static String refusal(final byte[] bytes) {
        return "this is no session that the adapter for processes has detached (" + bytes.length + " bytes)";
    }
}
