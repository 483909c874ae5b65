package io.kindling.driver.control;

/**
 * Where executors find their driver.
 *
 * @param host        to connect to
 * @param port        its port
 * @param fingerprint of the application's authority
 * @param transport   the transport's name
 */
public record DriverAddress(String host, int port, String fingerprint, String transport) {
}
