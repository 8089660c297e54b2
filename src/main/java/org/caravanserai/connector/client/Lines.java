package org.caravanserai.connector.client;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client of one connection: nothing in it repeats, follows, remembers, unpacks or logs by itself. */
final class Lines {
    private static final String SENT = "caravanserai.sent";
    private static final String PATH = "caravanserai.path";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Partners close idle lines after 5 s and more; a request on a closed one ends in doubt. */
    static final Duration IDLE = Duration.ofSeconds(4);

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 200;

    private Lines() {}

    /** @param tls what certificates are checked against */
    static CloseableHttpClient client(SafeResolver resolver, SSLContext tls, int parallel) {
        var http = Http1Config.custom()
                .setMaxLineLength(MAX_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxEmptyLineCount(10)
                .build();
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setConnectionFactory(socket -> connection(http, socket))
                .setMaxConnTotal(parallel)
                .setMaxConnPerRoute(parallel)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(CONNECT))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .setIdleTimeout(Timeout.of(IDLE))
                        .setTimeToLive(TimeValue.of(LIFE))
                        // A line the partner closed without a word costs a millisecond to notice, and an item's
                        // certainty not to.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setRequestExecutor(new Marking())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .build();
    }

    private static ManagedHttpClientConnection connection(Http1Config http, java.net.Socket socket) throws IOException {
        var connection = new QuietConnection(http);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    /** What goes with one request. @param path with query, as it goes over the line */
    static HttpClientContext context(String path) {
        var context = HttpClientContext.create();
        context.setAttribute(PATH, path);
        return context;
    }

    /** True when the first byte of the request was about to go out: from then on nobody knows what the other side did. */
    static boolean sent(HttpContext context) {
        return context.getAttribute(SENT) != null;
    }

    private static final class Marking extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            request.setPath((String) context.getAttribute(PATH));
            context.setAttribute(SENT, Boolean.TRUE);
            return super.execute(request, connection, callback, context);
        }
    }
}
