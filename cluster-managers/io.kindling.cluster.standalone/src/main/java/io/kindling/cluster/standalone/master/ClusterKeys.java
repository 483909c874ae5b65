package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.Credential;
import io.kindling.cluster.standalone.join.CredentialFiles;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * A cluster's authority and credential: read from their files, or made at the first start and kept only once the
 * port is open, so that two masters on one port cannot spoil each other's.
 */
final class ClusterKeys {

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int KEY_BYTES = 32;

    final Authority authority;
    final Credential credential;
    private final Path file;
    private final boolean fresh;

    private ClusterKeys(final Authority authority, final Credential credential, final Path file, final boolean fresh) {
        this.authority = authority;
        this.credential = credential;
        this.file = file;
        this.fresh = fresh;
    }

    /**
     * Reads or makes them.
     *
     * @throws IOException if the files are there and of no use; the text names them and what to do
     */
    static ClusterKeys of(final Path file, final MasterAddress master, final Transport transport, final SecureRandom random) throws IOException {
        final Path authorityFile = CredentialFiles.authorityOf(file);
        if (Files.exists(file) || Files.exists(authorityFile)) {
            return read(file, authorityFile, master, transport);
        }
        final Authority authority = transport.createAuthority("Kindling cluster", VALIDITY);
        final byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new ClusterKeys(authority, new Credential(authority.fingerprint(), key, master), file, true);
    }

    /** Writes what is new. */
    void keep() throws IOException {
        if (fresh) {
            // The credential last: who waits for it finds everything in place.
            CredentialFiles.write(CredentialFiles.authorityOf(file), authority.save());
            CredentialFiles.write(file, credential.toBytes());
        }
    }

    private static ClusterKeys read(final Path file, final Path authorityFile, final MasterAddress master, final Transport transport) throws IOException {
        for (final Path each : new Path[] {file, authorityFile}) {
            if (!Files.exists(each)) {
                throw new IOException("The file " + each + " is missing and " + (each.equals(file) ? authorityFile : file)
                        + " is there; a master needs both. Put it back, or delete the other one to make a new cluster credential");
            }
            CredentialFiles.requirePrivate(each);
        }
        final Credential kept = Credential.read(file);
        try {
            final Authority authority = transport.loadAuthority(Files.readAllBytes(authorityFile));
            if (!authority.fingerprint().equals(kept.authority())) {
                throw new IllegalArgumentException("of another cluster");
            }
            final Credential here = new Credential(kept.authority(), kept.joinKey(), master);
            return new ClusterKeys(authority, here, file, !master.equals(kept.master()));
        } catch (final IllegalArgumentException e) {
            throw new IOException("The file " + authorityFile + " is not the authority of " + file
                    + ". Delete both to make a new cluster credential", e);
        }
    }
}
