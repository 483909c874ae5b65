package io.kindling.driver.files;

import io.kindling.api.KindlingException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Paths as an application writes them: absolute, relative to the working directory, or {@code file:} URIs. */
public final class FilePaths {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");
    private final Path workingDirectory;

    /** @param workingDirectory what relative paths begin at */
    public FilePaths(final Path workingDirectory) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /** What relative paths begin at. */
    public Path workingDirectory() {
        return workingDirectory;
    }

    /**
     * The path without its scheme, absolute; may contain the characters of a glob.
     *
     * @throws KindlingException if its scheme is another one than {@code file}
     */
    public String absolute(final String path) {
        final String plain = withoutScheme(path);
        if (plain.isBlank()) {
            throw new KindlingException("The path '" + path + "' is empty");
        }
        return plain.startsWith("/") ? plain : workingDirectory + "/" + plain;
    }

    private static String withoutScheme(final String path) {
        final var scheme = SCHEME.matcher(path);
        if (!scheme.matches()) {
            return path;
        }
        if (!scheme.group(1).toLowerCase(Locale.ROOT).equals("file")) {
            throw new KindlingException("The path " + path + " has the scheme " + scheme.group(1)
                    + "; only files that every node sees at the same path can be read and written: use a plain path or file:");
        }
        if (path.indexOf('%') >= 0) {
            try {
                return URI.create(path).getPath();
            } catch (final IllegalArgumentException e) {
                // Not a well-formed URI, so the per cent sign is meant as it stands.
                return strip(path);
            }
        }
        return strip(path);
    }

    private static String strip(final String uri) {
        final String rest = uri.substring("file:".length());
        if (!rest.startsWith("//")) {
            return rest;
        }
        final int slash = rest.indexOf('/', 2);
        return slash < 0 ? "" : rest.substring(slash);
    }
}
