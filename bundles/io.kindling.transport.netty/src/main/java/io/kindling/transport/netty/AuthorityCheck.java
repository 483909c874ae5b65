package io.kindling.transport.netty;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds out whose a certificate is. One authority is trusted, known by its certificate or by its fingerprint;
 * host names mean nothing. Everything else that a chain may say is ignored.
 */
final class AuthorityCheck {

    /** By how much the clocks of two machines may differ. */
    static final Duration LEEWAY = Duration.ofMinutes(5);

    private static final int URI_NAME = 6;

    private final String fingerprint;
    private final X509Certificate pinned;
    private final InstantSource clock;

    private AuthorityCheck(final String fingerprint, final X509Certificate pinned, final InstantSource clock) {
        this.fingerprint = fingerprint;
        this.pinned = pinned;
        this.clock = clock;
    }

    static AuthorityCheck of(final X509Certificate authority, final InstantSource clock) {
        return new AuthorityCheck(fingerprint(authority), authority, clock);
    }

    /** For somebody who knows only the fingerprint; the chain then has to bring the authority's certificate. */
    static AuthorityCheck of(final String fingerprint, final InstantSource clock) {
        return new AuthorityCheck(fingerprint, null, clock);
    }

    static String fingerprint(final X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (final NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("A certificate has no fingerprint", e);
        }
    }

    /**
     * The URI that a chain proves.
     *
     * @throws CertificateException if it proves nothing; the text is good for a log
     */
    String prove(final X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new CertificateException("there is no certificate");
        }
        final X509Certificate leaf = chain[0];
        final X509Certificate authority = authority(chain);
        if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            throw new CertificateException("the certificate is of another authority than " + fingerprint);
        }
        try {
            leaf.verify(authority.getPublicKey());
        } catch (final GeneralSecurityException e) {
            throw new CertificateException("the certificate is of another authority than " + fingerprint, e);
        }
        if (leaf.getBasicConstraints() != -1 || leaf.getKeyUsage() == null || !leaf.getKeyUsage()[0]) {
            throw new CertificateException("the certificate is not that of an identity");
        }
        checkTime(leaf);
        checkTime(authority);
        return uri(leaf);
    }

    private X509Certificate authority(final X509Certificate[] chain) throws CertificateException {
        if (pinned != null) {
            return pinned;
        }
        if (chain.length < 2 || !fingerprint(chain[1]).equals(fingerprint)) {
            throw new CertificateException("the certificate is of another authority than " + fingerprint);
        }
        return chain[1];
    }

    private void checkTime(final X509Certificate certificate) throws CertificateException {
        final Instant now = clock.instant();
        final Instant from = certificate.getNotBefore().toInstant();
        final Instant to = certificate.getNotAfter().toInstant();
        if (now.isBefore(from.minus(LEEWAY)) || now.isAfter(to.plus(LEEWAY))) {
            throw new CertificateException("the certificate is valid from " + from + " to " + to + ", and now it is " + now);
        }
    }

    private static String uri(final X509Certificate leaf) throws CertificateException {
        final Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        if (names != null && names.size() == 1) {
            final List<?> name = names.iterator().next();
            if (name.get(0).equals(URI_NAME)) {
                return (String) name.get(1);
            }
        }
        throw new CertificateException("the certificate does not name exactly one URI");
    }
}
