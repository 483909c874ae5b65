package io.kindling.driver.files;

import io.kindling.driver.config.DriverKeys;
import java.util.Map;

/**
 * How an application wants its input files treated.
 *
 * @param skipCorrupt     leave the rest of a file out that cannot be read
 * @param skipMissing     leave files out that are gone when they are to be read
 * @param skipEmpty       make no partitions of empty files
 * @param parallelListing look at files side by side if there are more of them
 */
public record InputRules(boolean skipCorrupt, boolean skipMissing, boolean skipEmpty, int parallelListing) {

    /** As a checked configuration says. */
    public static InputRules of(final Map<String, String> configuration) {
        return new InputRules(DriverKeys.IGNORE_CORRUPT_FILES.read(configuration), DriverKeys.IGNORE_MISSING_FILES.read(configuration),
                DriverKeys.IGNORE_EMPTY_SPLITS.read(configuration), DriverKeys.PARALLEL_LISTING.read(configuration));
    }
}
