package io.kindling.architecture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The layers of the house, from {@code layers.txt}, and who breaks them. */
final class LayerTable {

    private static final int PROVIDERS = 3;
    private static final int SIDEWAYS = 2;

    private record Entry(int layer, Optional<Set<String>> only, Set<String> never) {
    }

    private final Map<String, Entry> entries;

    private LayerTable(final Map<String, Entry> entries) {
        this.entries = entries;
    }

    static LayerTable ofTheHouse() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
            LayerTable.class.getResourceAsStream("layers.txt"), StandardCharsets.UTF_8))) {
            return of(reader.lines().toList());
        }
    }

    static LayerTable of(final List<String> lines) {
        final Map<String, Entry> entries = new LinkedHashMap<>();
        for (final String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                final List<String> words = List.of(line.trim().split(" +"));
                entries.put(words.get(1), new Entry(Integer.parseInt(words.get(0)), after("only", words),
                    after("never", words).orElse(Set.of())));
            }
        }
        return new LayerTable(entries);
    }

    private static Optional<Set<String>> after(final String keyword, final List<String> words) {
        final int start = words.indexOf(keyword);
        return start < 0 ? Optional.empty() : Optional.of(words.subList(start + 1, words.size()).stream()
            .takeWhile(word -> !word.equals("only") && !word.equals("never")).collect(Collectors.toSet()));
    }

    List<String> violations(final List<BuiltBundle> bundles) {
        final List<String> found = new ArrayList<>();
        final Map<String, String> exporters = new HashMap<>();
        bundles.forEach(bundle -> bundle.exports().keySet().forEach(name -> exporters.put(name, bundle.name())));
        final Map<String, Set<String>> sideways = new HashMap<>();
        for (final BuiltBundle bundle : bundles) {
            final Entry entry = entries.get(bundle.name());
            if (entry == null) {
                found.add(bundle.name() + " has no layer: give it one in layers.txt");
                continue;
            }
            if (entry.layer() == PROVIDERS && !bundle.exports().isEmpty()) {
                found.add(bundle.name() + " exports " + bundle.exports().keySet() + ", but layer 3 exports nothing");
            }
            for (final String name : new TreeSet<>(bundle.imports())) {
                final String exporter = exporters.get(name);
                if (exporter == null || exporter.equals(bundle.name())) {
                    if (exporter == null && name.startsWith("io.kindling.")) {
                        found.add(bundle.name() + " imports " + name + ", which no bundle exports");
                    }
                    continue;
                }
                if (!allows(entry, exporter)) {
                    found.add(bundle.name() + " imports " + name + " of " + exporter + " against the layers");
                }
                sideways.computeIfAbsent(bundle.name(), key -> new TreeSet<>()).add(exporter);
            }
        }
        bundles.stream().map(BuiltBundle::name).filter(name -> reaches(name, name, sideways, new TreeSet<>()))
            .forEach(name -> found.add(name + " imports itself through others"));
        return found;
    }

    private boolean allows(final Entry importer, final String exporter) {
        final Entry other = entries.get(exporter);
        final boolean lower = other != null && (other.layer() < importer.layer()
            || other.layer() == SIDEWAYS && importer.layer() == SIDEWAYS);
        return lower && importer.only().map(only -> only.contains(exporter)).orElse(true) && !importer.never().contains(exporter);
    }

    private static boolean reaches(final String from, final String target, final Map<String, Set<String>> imports,
                                   final Set<String> seen) {
        return imports.getOrDefault(from, Set.of()).stream()
            .anyMatch(next -> next.equals(target) || seen.add(next) && reaches(next, target, imports, seen));
    }
}
