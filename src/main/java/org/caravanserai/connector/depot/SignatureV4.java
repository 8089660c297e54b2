package org.caravanserai.connector.depot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 of one S3 request (Amazon S3 API reference, "Authenticating requests: using the Authorization header"). */
final class SignatureV4 {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "s3";

    private final String accessKey;
    private final String secretKey;
    private final String region;

    SignatureV4(String accessKey, String secretKey, String region) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
    }

    /** The value of {@code x-amz-date}. */
    static String stamp(Instant at) {
        return STAMP.format(at);
    }

    /**
     * The value of {@code Authorization}.
     *
     * @param path as it stands in the request, percent-encoded once
     * @param query as it stands in the request, parameters sorted; empty = none
     * @param headers all that are signed, host, x-amz-date and x-amz-content-sha256 among them
     */
    String authorization(String method, String path, String query, Map<String, String> headers, Instant at) {
        var signed = new TreeMap<String, String>();
        headers.forEach((name, value) ->
                signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        var names = String.join(";", signed.keySet());
        var canonical = method + "\n" + path + "\n" + query + "\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + signed.get("x-amz-content-sha256");
        var stamp = stamp(at);
        var day = stamp.substring(0, 8);
        var scope = day + "/" + region + "/" + SERVICE + "/aws4_request";
        var text = ALGORITHM + "\n" + stamp + "\n" + scope + "\n" + sha256(canonical);
        var key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
        for (var part : new String[] {region, SERVICE, "aws4_request"}) {
            key = hmac(key, part);
        }
        return ALGORITHM + " Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                + HexFormat.of().formatHex(hmac(key, text));
    }

    /** Percent-encodes a key of an object; slashes stay. */
    static String encode(String key) {
        var text = new StringBuilder();
        for (byte one : key.getBytes(StandardCharsets.UTF_8)) {
            char sign = (char) (one & 0xFF);
            if (sign < 128 && (Character.isLetterOrDigit(sign) || "-._~/".indexOf(sign) >= 0)) {
                text.append(sign);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
        return text.toString();
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", impossible);
        }
    }
}
