package io.kindling.architecture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold for the sources of a module: its Java files, its pom and its bnd instructions. */
final class SourceRules {

    private static final int LONGEST = 500;
    private static final Pattern REASON = Pattern.compile("// Over 500 lines: \\S.*");
    private static final Pattern WILDCARD_OPTIONAL = Pattern.compile("\\*\\s*;[^,\\n]*resolution:=\\s*\"?optional");
    private static final Pattern VAGUE = Pattern.compile(".*(Utils|Helper|Info|Impl|(?<!Cluster)Manager)\\.java");
    private static final Pattern VERSION = Pattern.compile("@(org\\.osgi\\.annotation\\.versioning\\.)?Version\\(\"\\d");
    private static final Pattern EXPORT = Pattern.compile("@(org\\.osgi\\.annotation\\.bundle\\.)?Export\\b");

    private SourceRules() {
    }

    static List<String> violations(final Path module) throws IOException {
        final List<String> found = new ArrayList<>(wildcardOptionalImports(module));
        for (final Path file : javaFiles(module.resolve("src"))) {
            final List<String> lines = Files.readAllLines(file);
            if (lines.size() > LONGEST && !REASON.matcher(lines.get(0)).matches()) {
                found.add(file + " has " + lines.size() + " lines; part it, or say why in its first line: // Over 500 lines: ...");
            }
        }
        final List<Path> main = javaFiles(module.resolve("src").resolve("main").resolve("java"));
        main.stream().filter(file -> VAGUE.matcher(file.getFileName().toString()).matches())
            .forEach(file -> found.add(file + " has a name that says nothing; see docs for the words of the field"));
        found.addAll(ofPackages(main));
        return found;
    }

    /** bnd replaces a wildcard by what it matches, so it is looked for where it is written: in a pom or a bnd file. */
    static List<String> wildcardOptionalImports(final Path directory) throws IOException {
        final List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "{pom.xml,*.bnd,*.bndrun}")) {
            for (final Path file : files) {
                if (WILDCARD_OPTIONAL.matcher(Files.readString(file)).find()) {
                    found.add(file + " has a wildcard optional import");
                }
            }
        }
        return found;
    }

    private static List<String> ofPackages(final List<Path> main) throws IOException {
        final List<String> found = new ArrayList<>();
        final Set<Path> packages = main.stream().filter(file -> !file.endsWith("module-info.java")).map(Path::getParent)
            .collect(Collectors.toSet());
        for (final Path directory : packages) {
            final Path info = directory.resolve("package-info.java");
            if (!Files.exists(info)) {
                found.add(directory + " has no package-info.java");
                continue;
            }
            final String text = Files.readString(info);
            if (EXPORT.matcher(text).find() && !VERSION.matcher(text).find()) {
                found.add(info + " exports its package without a version");
            }
        }
        return found;
    }

    private static List<Path> javaFiles(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
