package io.kindling.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar that wants to be a bundle's next version, read to its end.
 *
 * @param symbolicName whose
 * @param version      which
 * @param bytes        the jar
 */
record CandidateBundle(String symbolicName, Version version, byte[] bytes) {

    private static final int END = 22;
    private static final int LONGEST_COMMENT = 65_535;

    static CandidateBundle read(final byte[] bytes) throws UpdateRefusedException {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            if (jar.getManifest() == null) {
                throw new UpdateRefusedException("it is no jar with a manifest in front");
            }
            final Attributes headers = jar.getManifest().getMainAttributes();
            // To the end: that is where a jar that was cut off shows, and each entry's checksum.
            for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                jar.transferTo(OutputStream.nullOutputStream());
            }
            if (!hasEnd(bytes)) {
                throw new UpdateRefusedException("it is cut off: it has no directory at its end");
            }
            final String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new UpdateRefusedException("it is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
            }
            return new CandidateBundle(name.split(";", 2)[0].trim(), Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION)), bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw new UpdateRefusedException("it is broken: " + e.getMessage(), e);
        }
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    /** Whether the record that ends every jar is at its end: the length of the comment behind it says so. */
    private static boolean hasEnd(final byte[] bytes) {
        for (int i = bytes.length - END; i >= 0 && i >= bytes.length - END - LONGEST_COMMENT; i--) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6
                    && (bytes[i + 20] & 0xff) + ((bytes[i + 21] & 0xff) << 8) == bytes.length - END - i) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
