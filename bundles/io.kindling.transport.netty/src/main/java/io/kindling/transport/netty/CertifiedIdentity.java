package io.kindling.transport.netty;

import io.kindling.transport.api.Identity;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A private key with the certificate that says whose it is, and the certificate of the authority that says so. */
final class CertifiedIdentity implements Identity {

    private final String uri;
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    CertifiedIdentity(final String uri, final PrivateKey key, final X509Certificate certificate,
                      final X509Certificate authority) {
        this.uri = uri;
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    static CertifiedIdentity of(final Identity identity) {
        if (identity instanceof CertifiedIdentity certified) {
            return certified;
        }
        throw new IllegalArgumentException("The identity " + identity.uri()
                + " was not made by this netty transport but is a " + identity.getClass().getName());
    }

    @Override
    public String uri() {
        return uri;
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate authority() {
        return authority;
    }

    X509Certificate[] chain() {
        return new X509Certificate[] {certificate, authority};
    }

    @Override
    public String toString() {
        return "CertifiedIdentity[" + uri + "]";
    }
}
