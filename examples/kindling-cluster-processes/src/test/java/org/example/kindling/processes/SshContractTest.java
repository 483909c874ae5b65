package org.example.kindling.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The contract through ssh, for which a script stands that runs the command here, through a shell as ssh does. */
public class SshContractTest extends ProcessesContractTest {

    @Override
    protected String masterUrl() {
        return "processes://node1,user@node2?slots=1";
    }

    @Override
    protected Map<String, String> configuration() {
        try {
            final Path script = folder.getRoot().toPath().resolve("ssh");
            if (!Files.exists(script)) {
                Files.writeString(script, "#!/bin/sh\ncase $1 in node1|user@node2) shift ;; *) exit 255 ;; esac\nexec sh -c \"$*\"\n");
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            }
            return Map.of("kindling.processes.ssh", script.toString());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
