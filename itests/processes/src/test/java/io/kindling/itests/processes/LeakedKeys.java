package io.kindling.itests.processes;

import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks in texts for keys: for whatever opens a sealed file when it is taken for one. */
final class LeakedKeys {

    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z+/_-]{16,}={0,2}");

    private LeakedKeys() {
    }

    /** The words in a text that open a file. */
    static List<String> in(final String text, final Path sealed) {
        final List<String> keys = new ArrayList<>();
        final Matcher words = WORD.matcher(text);
        while (words.find()) {
            final String word = words.group();
            for (final byte[] key : readings(word)) {
                if (opens(key, sealed)) {
                    keys.add(word);
                }
            }
        }
        return keys;
    }

    private static List<byte[]> readings(final String word) {
        final List<byte[]> readings = new ArrayList<>();
        readings.add(word.getBytes(StandardCharsets.ISO_8859_1));
        if (word.matches("([0-9A-Fa-f]{2})+")) {
            readings.add(HexFormat.of().parseHex(word));
        }
        try {
            readings.add(Base64.getDecoder().decode(word));
        } catch (final IllegalArgumentException e) {
            return readings; // no Base64
        }
        return readings;
    }

    private static boolean opens(final byte[] key, final Path sealed) {
        if (!DataKey.SIZES.contains(key.length * Byte.SIZE)) {
            return false;
        }
        try (InputStream in = DataKey.of(key).over(DataFiles.PLAIN).input(sealed)) {
            return in.read() >= 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
