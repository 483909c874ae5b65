package io.kindling.transport.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Says why a connection failed, without a line break or anything else that a peer could put into a log. */
final class PlainWords {

    private static final int LONGEST = 300;

    private PlainWords() {
    }

    static String reason(final Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof CertificateException) {
                return printable(e.getMessage());
            }
            if (e instanceof NotSslRecordException) {
                return "it does not speak TLS";
            }
        }
        if (failure instanceof ConnectTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "the host is unknown";
        }
        if (failure instanceof NoRouteToHostException) {
            return "there is no route to the host";
        }
        if (failure instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        final String text = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectException && text.contains("refused")) {
            return "connection refused";
        }
        if (failure instanceof BindException && text.contains("in use")) {
            return "the port is already in use";
        }
        if (failure instanceof BindException && text.contains("assign")) {
            return "this machine has no such address";
        }
        if (failure instanceof SSLException && text.contains("fatal alert")) {
            return "the other side refused the TLS handshake (" + printable(text) + ")";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : printable(text);
    }

    /** The text on one line and not too long. */
    static String printable(final String text) {
        final String line = String.valueOf(text).replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
