package org.caravanserai.connector.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to one target. Whatever the other side does (nothing, drips, never ends, cuts, talks nonsense), it comes back within the time given and holds
 * no more than the bytes allowed: a timer closes the line, since a blocked read or write ends by nothing else.
 */
final class Transport implements Wire {
    private static final String USER_AGENT = "Caravanserai";

    private final Target target;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService timer;

    Transport(Target target, CloseableHttpClient client, ScheduledExecutorService timer) {
        this.target = target;
        this.client = client;
        this.timer = timer;
    }

    @Override
    public Received send(Request request, Duration limit, int maxBytes) {
        // The path is put in by Lines at the last moment: until then the library logs it, and it may hold personal
        // data.
        var outgoing = new HttpUriRequestBase(
                request.method(), URI.create(target.scheme() + "://" + target.authority() + "/"));
        var wait = Timeout.ofMilliseconds(Math.max(1, limit.toMillis()));
        outgoing.setConfig(RequestConfig.custom()
                .setResponseTimeout(wait)
                .setConnectionRequestTimeout(wait)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setDefaultKeepAlive(Lines.IDLE.toMillis(), TimeUnit.MILLISECONDS)
                .build());
        request.headers().forEach(outgoing::setHeader);
        outgoing.setHeader("User-Agent", USER_AGENT);
        outgoing.setHeader("Accept-Encoding", "gzip");
        if (request.body() != null) {
            outgoing.setEntity(new ByteArrayEntity(
                    request.body().bytes(),
                    ContentType.parseLenient(request.body().mediaType())));
        }
        var context = Lines.context(request.path());
        var late = new AtomicBoolean();
        var alarm = timer.schedule(
                () -> {
                    late.set(true);
                    outgoing.cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return receive(outgoing, context, maxBytes);
        } catch (IOException | HttpException | RuntimeException failed) {
            return nothing(failed, late.get(), Lines.sent(context));
        } finally {
            alarm.cancel(false);
        }
    }

    private Received receive(HttpUriRequestBase request, HttpClientContext context, int maxBytes)
            throws IOException, HttpException {
        var host = new HttpHost(target.scheme(), target.host(), target.port());
        var response = client.executeOpen(host, request, context);
        boolean whole = false;
        try {
            var answer = read(response, maxBytes);
            whole = answer.nonsense() == null;
            return answer;
        } finally {
            if (!whole) {
                // Closing an unread answer would read it to its end.
                request.cancel();
            }
            try {
                response.close();
            } catch (IOException alreadyCut) {
                // What was read is kept.
            }
        }
    }

    private static Received.Answer read(ClassicHttpResponse response, int maxBytes) throws IOException {
        var headers = headers(response);
        var entity = response.getEntity();
        if (entity == null) {
            return new Received.Answer(response.getCode(), headers, new byte[0], null);
        }
        var encoding = headers.getOrDefault("content-encoding", "identity").toLowerCase(Locale.ROOT);
        if (!encoding.matches("identity|(x-)?gzip")) {
            return new Received.Answer(
                    response.getCode(), headers, new byte[0], "the answer is packed in a way nobody asked for");
        }
        var body = new ByteArrayOutputStream(8192);
        // Not closed here: closing a body that is not read to its end would read it to its end.
        var in = entity.getContent();
        String nonsense = null;
        try {
            boolean more = copy(encoding.equals("identity") ? in : new GZIPInputStream(in), body, maxBytes);
            nonsense = more ? "the answer is longer than " + (maxBytes >> 20) + " MiB" : null;
        } catch (ZipException broken) {
            nonsense = "the packed answer is damaged";
        }
        return new Received.Answer(response.getCode(), headers, body.toByteArray(), nonsense);
    }

    /** True when there is more than allowed. */
    private static boolean copy(InputStream in, ByteArrayOutputStream out, int max) throws IOException {
        var buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            int room = max - out.size();
            out.write(buffer, 0, Math.min(count, room));
            if (count > room) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    header.getValue() == null ? "" : header.getValue(),
                    (a, b) -> a + ", " + b);
        }
        return headers;
    }

    private Received nothing(Exception failed, boolean late, boolean sent) {
        var cause = failed;
        for (Throwable one = failed; one != null; one = one.getCause()) {
            if (one instanceof SafeResolver.Forbidden forbidden) {
                return new Received.Nothing(Received.Kind.FORBIDDEN, false, forbidden.getMessage());
            }
            if (one instanceof UnknownHostException unknown) {
                return new Received.Nothing(
                        Received.Kind.UNREACHABLE, false, target + " cannot be reached: " + unknown.getMessage());
            }
        }
        if (late || cause instanceof SocketTimeoutException && sent) {
            return new Received.Nothing(
                    Received.Kind.TIMEOUT,
                    sent,
                    sent
                            ? "the time was up before " + target + " had answered"
                            : target + " did not take the call in time");
        }
        if (!sent) {
            return before(cause);
        }
        boolean garbage = cause instanceof HttpException && !(cause instanceof ConnectionClosedException)
                || cause instanceof MessageConstraintException
                || cause instanceof org.apache.hc.client5.http.ClientProtocolException
                || cause instanceof MalformedChunkCodingException && !(cause instanceof TruncatedChunkException)
                || cause instanceof RuntimeException;
        if (garbage && !(cause instanceof NoHttpResponseException)) {
            return new Received.Nothing(Received.Kind.GARBAGE, true, "what " + target + " answered is no HTTP");
        }
        return new Received.Nothing(
                Received.Kind.CUT, true, "the line to " + target + " was cut before the answer was whole");
    }

    private Received before(Exception cause) {
        if (cause instanceof SSLException tls && !cut(tls)) {
            return new Received.Nothing(
                    Received.Kind.TLS, false, target + " cannot be trusted: its certificate or TLS is not accepted");
        }
        return new Received.Nothing(Received.Kind.UNREACHABLE, false, target + " cannot be reached");
    }

    /** A handshake that ends because the line was cut says nothing about trust. */
    private static boolean cut(SSLException tls) {
        return tls.getCause() instanceof java.io.EOFException || tls.getCause() instanceof java.net.SocketException;
    }

    @Override
    public void close() {
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
