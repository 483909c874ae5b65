package io.kindling.deploy.artifact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.resource.Namespace;

/** The versions that a requirement takes, as its bundle's author wrote them. */
final class VersionRangeText {

    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern ABOVE = Pattern.compile("\\(!\\(version<=([^)]*)\\)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");
    private static final Pattern TO = Pattern.compile("\\(version<=([^)]*)\\)");

    private VersionRangeText() {
    }

    /** Such as {@code  [1.2,2)}, with a blank before it; empty if any version will do. */
    static String of(final BundleRequirement requirement) {
        final String filter = filter(requirement);
        final String below = find(BELOW, filter);
        final String above = find(ABOVE, filter);
        final String rest = BELOW.matcher(ABOVE.matcher(filter).replaceAll("")).replaceAll("");
        final String from = find(FROM, rest);
        final String to = find(TO, rest);
        if (from == null && above == null) {
            return "";
        }
        final String begin = above == null ? "[" + shortened(from) : "(" + shortened(above);
        return " " + (below != null ? begin + "," + shortened(below) + ")" : to != null ? begin + "," + shortened(to) + "]" : shortened(from == null ? above : from));
    }

    /** Whether a package that has no version is taken: all that the JDK of an executor offers is of that kind. */
    static boolean takesNoVersion(final BundleRequirement requirement) {
        final String filter = filter(requirement);
        final String rest = BELOW.matcher(filter).replaceAll("");
        final String from = find(FROM, rest);
        return (from == null || Version.parseVersion(from).equals(Version.emptyVersion)) && find(ABOVE, filter) == null;
    }

    private static String filter(final BundleRequirement requirement) {
        final String filter = requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE);
        return filter == null ? "" : filter.replace(" ", "");
    }

    private static String find(final Pattern pattern, final String filter) {
        final Matcher matcher = pattern.matcher(filter);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String shortened(final String version) {
        return version.replaceAll("(\\.0){1,2}$", "");
    }
}
