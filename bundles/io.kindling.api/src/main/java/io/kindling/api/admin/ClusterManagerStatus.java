package io.kindling.api.admin;

/**
 * A cluster manager's adapter that is there.
 *
 * @param name         e.g. "standalone"
 * @param masterUrls   the forms of master URL that it takes
 * @param bundle       its bundle's symbolic name
 * @param version      its bundle's version
 * @param applications how many applications of this JVM have a session with it
 */
public record ClusterManagerStatus(String name, String masterUrls, String bundle, String version, int applications) {
}
