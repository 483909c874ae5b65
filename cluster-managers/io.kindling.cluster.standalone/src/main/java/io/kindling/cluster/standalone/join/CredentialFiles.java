package io.kindling.cluster.standalone.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** Where credentials are kept, and how: directories for their owner alone, files too, whole or not at all. */
public final class CredentialFiles {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private CredentialFiles() {
    }

    /** Where the credential of a master is unless somebody says otherwise. */
    public static Path standard(final Path userHome, final MasterAddress master) {
        return userHome.resolve(".kindling").resolve("clusters").resolve(master.directoryName()).resolve("credential");
    }

    /** Where the authority of a credential is; only the master has it. */
    public static Path authorityOf(final Path credential) {
        final String name = credential.getFileName().toString();
        return credential.resolveSibling("credential".equals(name) ? "authority" : name + ".authority");
    }

    /** Makes a directory, and those above it that are missing, for its owner alone. */
    public static Path createDirectory(final Path directory) throws IOException {
        return Files.createDirectories(directory, permissions(directory, "rwx------"));
    }

    /**
     * As {@link #createDirectory}, in a place where others may write too, under a name that they may know. Refuses a
     * directory that is not this user's alone: who made it could exchange what is in it.
     *
     * @throws IOException names the directory and what to do
     */
    public static Path createOwnDirectory(final Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new IOException(directory + " is a symbolic link, which somebody else may have put there: remove it");
        }
        createDirectory(directory);
        if (posix(directory)) {
            final Set<PosixFilePermission> others = EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
            others.retainAll(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
            final Path probe = Files.createTempFile(directory, ".owner", ".tmp");
            final UserPrincipal self = Files.getOwner(probe);
            Files.delete(probe);
            if (!others.isEmpty() || !self.equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(directory + " is another user's, or others can change what is in it: remove it");
            }
        }
        return directory;
    }

    /** Replaces a file's content in one step; only its owner can read it at any time. */
    public static void write(final Path file, final byte[] content) throws IOException {
        final Path target = file.toAbsolutePath();
        createDirectory(target.getParent());
        final Path whole = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp", permissions(target.getParent(), "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                final ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /**
     * Refuses a secret that others can read or change.
     *
     * @throws IOException names the file and what to do
     */
    public static void requirePrivate(final Path file) throws IOException {
        if (!posix(file)) {
            return;
        }
        final Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
        open.addAll(Files.getPosixFilePermissions(file));
        open.retainAll(OTHERS);
        if (!open.isEmpty()) {
            throw new IOException("Other users can read or change " + file + ", which holds a secret: run `chmod 600 " + file + "`");
        }
    }

    private static FileAttribute<?>[] permissions(final Path place, final String text) {
        return posix(place) ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))} : new FileAttribute<?>[0];
    }

    private static boolean posix(final Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
