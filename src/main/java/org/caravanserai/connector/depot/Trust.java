package org.caravanserai.connector.depot;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Which certificate of a partner is believed: one that is pinned by its SHA-256, else one a known authority gave to this host. Any other is refused with its
 * fingerprint, to be compared and copied.
 */
final class Trust {
    private final X509TrustManager authorities;

    /** @param authorities what is believed without a pin */
    Trust(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** The authorities Java trusts. */
    static Trust usual() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(manager -> new Trust((X509TrustManager) manager))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Java trusts no authorities"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has a list of trusted authorities", impossible);
        }
    }

    /** TLS towards one host. */
    SSLContext context(String host, String pins) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OneHost(host, pins)}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    private final class OneHost extends X509ExtendedTrustManager {
        private final String host;
        private final String pins;

        OneHost(String host, String pins) {
            this.host = host;
            this.pins = pins == null ? "" : pins.replace(":", "").toLowerCase(Locale.ROOT);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            var fingerprint = fingerprint(chain[0]);
            if (!pins.isBlank()) {
                if (!Arrays.asList(pins.split("[\\s,]+")).contains(fingerprint)) {
                    throw new CertificateException("the certificate of " + host
                            + " is not the one written as certificate; it now has the SHA-256 " + fingerprint);
                }
                return;
            }
            try {
                authorities.checkServerTrusted(chain, type);
                new DefaultHostnameVerifier().verify(host, chain[0]);
            } catch (CertificateException | SSLException unknown) {
                throw new CertificateException("the certificate of " + host
                        + " is not trusted; if the partner confirms its SHA-256, write certificate: \"" + fingerprint
                        + "\"");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("the hub is no server here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authorities.getAcceptedIssuers();
        }
    }

    /** SHA-256 of a certificate in hexadecimal. */
    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException broken) {
            throw broken;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
