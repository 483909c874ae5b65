package io.kindling.transport.netty;

import io.kindling.transport.api.Authority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority with a P-256 key. Who an identity belongs to is the URI among its alternative names. */
final class CertificateAuthority implements Authority {

    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int LONGEST_URI = 512;

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final SecureRandom random;
    private final InstantSource clock;

    CertificateAuthority(final PrivateKey key, final X509Certificate certificate, final SecureRandom random,
                         final InstantSource clock) {
        this.key = key;
        this.certificate = certificate;
        this.random = random;
        this.clock = clock;
    }

    static CertificateAuthority create(final String name, final Duration validity, final SecureRandom random,
                                       final InstantSource clock) {
        final KeyPair pair = newKey(random);
        final X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        final Instant now = clock.instant();
        final X509v3CertificateBuilder builder = new X509v3CertificateBuilder(subject, serial(random),
                Date.from(now.minus(AuthorityCheck.LEEWAY)), Date.from(now.plus(validity)), subject,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return new CertificateAuthority(pair.getPrivate(), sign(builder, pair.getPrivate()), random, clock);
        } catch (final IOException e) {
            throw new IllegalStateException("The certificate of the authority " + name + " could not be encoded", e);
        }
    }

    static KeyPair newKey(final SecureRandom random) {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("This JVM makes no P-256 keys: is the module jdk.crypto.ec missing?", e);
        }
    }

    /** The URI, if it may be the name of an identity: visible ASCII, absolute, not too long. */
    static String checkedUri(final String uri) {
        if (uri.length() > LONGEST_URI || !uri.chars().allMatch(c -> c > ' ' && c < 127) || !URI.create(uri).isAbsolute()) {
            throw new IllegalArgumentException("'" + PlainWords.printable(uri) + "' is not the URI of an identity");
        }
        return uri;
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /** Signs that the owner of a key is {@code uri}, for as long as this authority is valid. */
    X509Certificate certify(final String uri, final PublicKey publicKey) {
        final X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()), serial(random),
                Date.from(clock.instant().minus(AuthorityCheck.LEEWAY)), certificate.getNotAfter(),
                new X500NameBuilder().addRDN(BCStyle.CN, "kindling").build(),
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, checkedUri(uri))));
        } catch (final IOException e) {
            throw new IllegalStateException("The certificate of " + uri + " could not be encoded", e);
        }
        return sign(builder, key);
    }

    private static BigInteger serial(final SecureRandom random) {
        return new BigInteger(127, random).add(BigInteger.ONE);
    }

    private static X509Certificate sign(final X509v3CertificateBuilder builder, final PrivateKey key) {
        try {
            final byte[] encoded = builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)).getEncoded();
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (final OperatorCreationException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException("A certificate could not be signed", e);
        }
    }

    @Override
    public String fingerprint() {
        return AuthorityCheck.fingerprint(certificate);
    }

    @Override
    public CertifiedIdentity issue(final String uri) {
        final KeyPair pair = newKey(random);
        return new CertifiedIdentity(uri, pair.getPrivate(), certify(uri, pair.getPublic()), certificate);
    }

    @Override
    public byte[] save() {
        return AuthorityFile.write(this);
    }

    @Override
    public String toString() {
        return "CertificateAuthority[" + fingerprint() + "]";
    }
}
