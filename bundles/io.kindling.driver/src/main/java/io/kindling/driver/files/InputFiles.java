package io.kindling.driver.files;

import io.kindling.api.KindlingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** Finds the files that a path means: one file, the files of a directory, or what matches a glob; several with commas between. */
final class InputFiles {

    private static final String GLOB = "*?[{";
    private final FilePaths paths;

    InputFiles(final FilePaths paths) {
        this.paths = paths;
    }

    /**
     * The files in the order of their paths; hidden ones (_ or . first) only if named in full.
     *
     * @throws KindlingException if there is nothing at that path
     */
    List<Path> find(final String given) {
        final List<String> several = cut(given);
        if (several.size() == 1 || Files.exists(Path.of(paths.absolute(given)))) {
            return findOne(given);
        }
        // In the order given, and each as often as it is named, as Hadoop does it.
        return several.stream().flatMap(one -> findOne(one).stream()).toList();
    }

    /** Commas part paths, but not within the braces of a glob. */
    private static List<String> cut(final String given) {
        final List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < given.length(); i++) {
            final char c = given.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                parts.add(given.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(given.substring(begin).strip());
        return parts;
    }

    private List<Path> findOne(final String given) {
        final String absolute = paths.absolute(given);
        final Path literal = Path.of(absolute).normalize();
        try {
            if (Files.exists(literal)) {
                return filesOf(literal, given);
            }
            if (absolute.chars().noneMatch(c -> GLOB.indexOf(c) >= 0)) {
                throw new KindlingException("The input path " + literal + " does not exist" + asGiven(given));
            }
            final List<Path> matches = matches(absolute);
            if (matches.isEmpty()) {
                throw new KindlingException("The input pattern " + absolute + " matches no file" + asGiven(given));
            }
            final TreeSet<Path> files = new TreeSet<>();
            for (final Path match : matches) {
                files.addAll(filesOf(match, given));
            }
            return List.copyOf(files);
        } catch (final IOException | PatternSyntaxException e) {
            throw new KindlingException("The input path " + absolute + " cannot be read: " + e + asGiven(given), e);
        }
    }

    private String asGiven(final String given) {
        return " (given as '" + given + "', working directory " + paths.workingDirectory() + ")";
    }

    private static List<Path> filesOf(final Path path, final String given) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(readable(path));
        }
        final TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, InputFiles::isVisible)) {
            for (final Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    throw new KindlingException("The input directory " + path + " contains the directory " + entry.getFileName()
                            + ": name what you want with a pattern, e.g. " + given + "/*");
                }
                files.add(readable(entry));
            }
        }
        return List.copyOf(files);
    }

    private static Path readable(final Path file) {
        if (!Files.isReadable(file)) {
            throw new KindlingException("The input file " + file + " cannot be read: permission denied");
        }
        return file;
    }

    /** Goes down name by name, so that a pattern never crosses a slash and nothing else is listed. */
    private static List<Path> matches(final String pattern) throws IOException {
        List<Path> found = List.of(Path.of("/"));
        for (final String name : pattern.split("/+")) {
            if (!name.isEmpty()) {
                found = step(found, name);
            }
        }
        return found;
    }

    private static List<Path> step(final List<Path> directories, final String name) throws IOException {
        final List<Path> next = new ArrayList<>();
        final boolean plain = name.chars().noneMatch(c -> GLOB.indexOf(c) >= 0);
        final PathMatcher matcher = plain ? null : FileSystems.getDefault().getPathMatcher("glob:" + name);
        for (final Path directory : directories) {
            if (plain) {
                if (Files.exists(directory.resolve(name))) {
                    next.add(directory.resolve(name).normalize());
                }
            } else if (Files.isDirectory(directory)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, e -> isVisible(e) && matcher.matches(e.getFileName()))) {
                    entries.forEach(next::add);
                }
            }
        }
        return next;
    }

    private static boolean isVisible(final Path path) {
        final String name = path.getFileName().toString();
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
