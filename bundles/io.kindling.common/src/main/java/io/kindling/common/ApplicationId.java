package io.kindling.common;

import java.util.regex.Pattern;

/**
 * Names one run of one application on one cluster. Safe as a file name and in a URI.
 *
 * @param value 1 to 128 characters out of letters, digits, dot, underscore and hyphen
 */
public record ApplicationId(String value) {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public ApplicationId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Application id '" + value + "' must be 1 to 128 letters, digits, '.', '_' or '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
