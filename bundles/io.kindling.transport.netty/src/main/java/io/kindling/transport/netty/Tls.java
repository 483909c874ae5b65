package io.kindling.transport.netty;

import io.netty.handler.ssl.SslHandler;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** One side's TLS 1.3: its own certificate, if it has one, and the check of the other side's. */
final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"};

    private final SSLContext context;
    private final AuthorityCheck check;
    private final String expectedPeer;

    /**
     * Prepares it.
     *
     * @param identity     the own side, or null for a client that has none yet
     * @param check        whom to trust
     * @param expectedPeer the only URI that the other side may prove, or null for any of that authority
     */
    Tls(final CertifiedIdentity identity, final AuthorityCheck check, final String expectedPeer, final SecureRandom random) {
        this.check = check;
        this.expectedPeer = expectedPeer;
        try {
            context = SSLContext.getInstance("TLSv1.3");
            context.init(identity == null ? new KeyManager[0] : new KeyManager[] {new OwnKey(identity)},
                    new TrustManager[] {new PinnedTrust()}, random);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no TLS 1.3", e);
        }
    }

    SslHandler client(final Duration timeout) {
        final SSLEngine engine = engine();
        engine.setUseClientMode(true);
        return handler(engine, timeout);
    }

    /** Asks for a certificate, but goes on without one: who wants to enrol has none. */
    SslHandler server(final Duration timeout) {
        final SSLEngine engine = engine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        return handler(engine, timeout);
    }

    private SSLEngine engine() {
        // Without host and port, so that no session is ever resumed: each handshake proves both sides anew.
        final SSLEngine engine = context.createSSLEngine();
        final SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(SUITES);
        parameters.setAlgorithmConstraints(new CheapKeyAgreement());
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SslHandler handler(final SSLEngine engine, final Duration timeout) {
        final SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(Math.max(1, timeout.toMillis()));
        return handler;
    }

    /** The URI that the other side has proven in its handshake, or null if it sent no certificate. */
    String peerOf(final SslHandler handler) throws CertificateException {
        final Certificate[] chain;
        try {
            chain = handler.engine().getSession().getPeerCertificates();
        } catch (final SSLPeerUnverifiedException e) {
            return null;
        }
        return prove((X509Certificate[]) chain);
    }

    private String prove(final X509Certificate[] chain) throws CertificateException {
        final String uri = check.prove(chain);
        if (expectedPeer != null && !expectedPeer.equals(uri)) {
            throw new CertificateException("expected " + expectedPeer + " there, but it is " + uri);
        }
        return uri;
    }

    private final class PinnedTrust extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String authType) throws CertificateException {
            prove(chain);
        }

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String authType) throws CertificateException {
            prove(chain);
        }

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String authType, final Socket socket)
                throws CertificateException {
            prove(chain);
        }

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String authType, final Socket socket)
                throws CertificateException {
            prove(chain);
        }

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String authType, final SSLEngine engine)
                throws CertificateException {
            prove(chain);
        }

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String authType, final SSLEngine engine)
                throws CertificateException {
            prove(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Shows the one certificate, whoever asks. */
    static final class OwnKey extends X509ExtendedKeyManager {

        private static final String ALIAS = "own";

        private final CertifiedIdentity identity;

        OwnKey(final CertifiedIdentity identity) {
            this.identity = identity;
        }

        private String[] aliases(final String keyType) {
            return "EC".equals(keyType) ? new String[] {ALIAS} : null;
        }

        @Override
        public String[] getClientAliases(final String keyType, final Principal[] issuers) {
            return aliases(keyType);
        }

        @Override
        public String[] getServerAliases(final String keyType, final Principal[] issuers) {
            return aliases(keyType);
        }

        @Override
        public String chooseClientAlias(final String[] keyTypes, final Principal[] issuers, final Socket socket) {
            return Arrays.asList(keyTypes).contains("EC") ? ALIAS : null;
        }

        @Override
        public String chooseServerAlias(final String keyType, final Principal[] issuers, final Socket socket) {
            return "EC".equals(keyType) ? ALIAS : null;
        }

        @Override
        public String chooseEngineClientAlias(final String[] keyTypes, final Principal[] issuers, final SSLEngine engine) {
            return chooseClientAlias(keyTypes, issuers, null);
        }

        @Override
        public String chooseEngineServerAlias(final String keyType, final Principal[] issuers, final SSLEngine engine) {
            return chooseServerAlias(keyType, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(final String alias) {
            return identity.chain();
        }

        @Override
        public PrivateKey getPrivateKey(final String alias) {
            return identity.key();
        }
    }
}
