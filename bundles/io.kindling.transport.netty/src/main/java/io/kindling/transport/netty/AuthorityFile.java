package io.kindling.transport.netty;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The saved form of an authority: a line with its version, then certificate and key as PEM. */
final class AuthorityFile {

    private static final String VERSION = "kindling-authority 1\n";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final Pattern FORM = Pattern.compile(VERSION
            + "-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE-----\n"
            + "-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PRIVATE KEY-----\n");
    private static final int LONGEST = 16 * 1024;

    private AuthorityFile() {
    }

    static byte[] write(final CertificateAuthority authority) {
        try {
            return (VERSION + pem("CERTIFICATE", authority.certificate().getEncoded())
                    + pem("PRIVATE KEY", authority.key().getEncoded())).getBytes(StandardCharsets.US_ASCII);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("The certificate of the authority has no encoding", e);
        }
    }

    private static String pem(final String what, final byte[] der) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    static CertificateAuthority read(final byte[] saved, final SecureRandom random, final InstantSource clock) {
        final Matcher form = FORM.matcher(saved.length > LONGEST ? "" : new String(saved, StandardCharsets.US_ASCII));
        if (!form.matches()) {
            throw new IllegalArgumentException("These " + saved.length
                    + " bytes are no authority: they do not have the form of 'kindling-authority 1'");
        }
        try {
            final X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Base64.getMimeDecoder().decode(form.group(1))));
            final PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(form.group(2))));
            checkPair(key, certificate);
            return new CertificateAuthority(key, certificate, random, clock);
        } catch (final GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: its text may hold a piece of the key.
            throw new IllegalArgumentException(
                    "These " + saved.length + " bytes are no authority: certificate or key are damaged or do not belong together");
        }
    }

    private static void checkPair(final PrivateKey key, final X509Certificate certificate) throws GeneralSecurityException {
        final byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        final Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(probe);
        final byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("key and certificate do not belong together");
        }
    }
}
