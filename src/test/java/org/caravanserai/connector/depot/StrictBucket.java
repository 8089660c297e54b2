package org.caravanserai.connector.depot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A bucket that believes nothing: it checks time, signature and checksum of every request with code of its own. */
final class StrictBucket implements AutoCloseable {
    private static final Pattern PROOF = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,\\s*SignedHeaders=([^,]+),\\s*Signature=(\\w{64})");

    final Map<String, byte[]> objects = new LinkedHashMap<>();
    private final HttpServer server;
    private final String id;
    private final String secret;
    volatile boolean full;
    volatile boolean shortens;
    volatile boolean cuts;
    volatile String redirects;

    StrictBucket(String id, String secret) throws IOException {
        this.id = id;
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (cuts) {
                return;
            }
            var wrong = redirects != null ? "301 PermanentRedirect" : wrong(exchange, body);
            var key = exchange.getRequestURI().getPath();
            if (wrong == null && !key.startsWith("/feeds/")) {
                wrong = "404 NoSuchBucket";
            }
            if (wrong == null && full) {
                wrong = "507 InsufficientStorage";
            }
            if (wrong != null) {
                var text = ("<?xml version=\"1.0\"?><Error><Code>" + wrong.substring(4) + "</Code><AWSAccessKeyId>" + id
                                + "</AWSAccessKeyId></Error>")
                        .getBytes(UTF_8);
                if (redirects != null) {
                    exchange.getResponseHeaders().set("Location", redirects);
                }
                exchange.sendResponseHeaders(Integer.parseInt(wrong.substring(0, 3)), text.length);
                exchange.getResponseBody().write(text);
                return;
            }
            if (exchange.getRequestMethod().equals("PUT")) {
                objects.put(key, shortens ? Arrays.copyOf(body, body.length - 1) : body);
                exchange.sendResponseHeaders(200, -1);
            } else {
                var object = objects.get(key);
                if (object != null) {
                    exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.length));
                }
                exchange.sendResponseHeaders(object == null ? 404 : 200, -1);
            }
        }
    }

    private String wrong(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        var proof = PROOF.matcher(String.valueOf(headers.getFirst("Authorization")));
        if (!proof.matches()) {
            return "403 AccessDenied";
        }
        if (!proof.group(1).equals(id)) {
            return "403 InvalidAccessKeyId";
        }
        var stamp = String.valueOf(headers.getFirst("x-amz-date"));
        var at = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .parse(stamp, Instant::from);
        if (Duration.between(at, Instant.now()).abs().compareTo(Duration.ofMinutes(15)) > 0
                || !stamp.startsWith(proof.group(2))) {
            return "403 RequestTimeTooSkewed";
        }
        var sum = hex(sha256(body));
        if (!sum.equals(headers.getFirst("x-amz-content-sha256"))) {
            return "400 XAmzContentSHA256Mismatch";
        }
        var signed = proof.group(4).split(";");
        if (!Arrays.asList(signed).contains("host")) {
            return "403 AccessDenied";
        }
        var canonical = new StringBuilder(exchange.getRequestMethod())
                .append('\n')
                .append(exchange.getRequestURI().getRawPath())
                .append("\n\n");
        for (var name : signed) {
            canonical.append(name).append(':').append(headers.getFirst(name)).append('\n');
        }
        canonical.append('\n').append(proof.group(4)).append('\n').append(sum);
        var scope = proof.group(2) + "/" + proof.group(3) + "/s3/aws4_request";
        var key = ("AWS4" + secret).getBytes(UTF_8);
        for (var part : scope.split("/")) {
            key = mac(key, part);
        }
        var text = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n"
                + hex(sha256(canonical.toString().getBytes(UTF_8)));
        return hex(mac(key, text)).equals(proof.group(5)) ? null : "403 SignatureDoesNotMatch";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
