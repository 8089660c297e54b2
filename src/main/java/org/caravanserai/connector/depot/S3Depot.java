package org.caravanserai.connector.depot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Objects in an S3 bucket, or one that speaks like it. An object appears whole, so no temporary names are needed; the SHA-256 of each is signed, so the store
 * refuses what was damaged on the way.
 */
final class S3Depot implements Depot {
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,60})</Code>");
    private static final Timeout SILENCE = Timeout.of(Duration.ofMinutes(1));
    /** Largest object of a single PUT (Amazon S3 user guide, "Uploading objects"). */
    private static final long LARGEST = 5L << 30;

    private static final int ANSWER = 64 << 10;

    private final boolean loopback;
    private final Trust trust;
    private final Clock clock;

    /** @param loopback addresses of this machine may be called, without TLS */
    S3Depot(boolean loopback, Trust trust, Clock clock) {
        this.loopback = loopback;
        this.trust = trust;
        this.clock = clock;
    }

    @Override
    public String host(Keys keys) throws NotStored {
        return base(keys).getHost();
    }

    /** Address of the bucket, without a slash at the end. */
    private URI base(Keys keys) throws NotStored {
        var endpoint = keys.of("endpoint");
        if (endpoint == null || endpoint.isBlank()) {
            endpoint = "https://s3." + keys.need("region") + ".amazonaws.com";
        }
        try {
            var uri = URI.create(endpoint.strip().replaceAll("/+$", ""));
            boolean safe = "https".equals(uri.getScheme()) || loopback && "http".equals(uri.getScheme());
            if (!safe || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw NotStored.mend("address", "endpoint is no address; write https://host");
            }
            var bucket = keys.need("bucket");
            return "false".equals(keys.of("pathStyle"))
                    ? URI.create(uri.getScheme() + "://" + bucket + "." + uri.getRawAuthority()
                            + String.valueOf(uri.getRawPath()))
                    : URI.create(uri + "/" + SignatureV4.encode(bucket));
        } catch (IllegalArgumentException broken) {
            throw NotStored.mend("address", "endpoint is no address; write https://host");
        }
    }

    @Override
    public void store(Keys keys, InetAddress address, Parcel parcel, Visit visit) throws IOException, NotStored {
        var base = base(keys);
        var signer = new SignatureV4(keys.need("accessKey"), keys.need("secretKey"), keys.need("region"));
        try (var http = visit.with(client(base.getHost(), keys.of("certificate"), address))) {
            for (var item : parcel.items()) {
                if (item.bytes() > LARGEST) {
                    throw NotStored.mend("too-long", item.name() + " is longer than 5 GB, the most one PUT carries");
                }
                var file = item.path().toFile();
                if (!file.exists()) {
                    throw new java.nio.file.NoSuchFileException(item.name());
                }
                put(
                        http,
                        signer,
                        object(base, keys, item.name()),
                        new FileEntity(file, ContentType.parse(item.type())),
                        item.sha256());
                check(http, signer, object(base, keys, item.name()), item);
            }
            put(
                    http,
                    signer,
                    object(base, keys, parcel.manifestName()),
                    new ByteArrayEntity(parcel.manifest(), ContentType.APPLICATION_JSON),
                    SignatureV4.sha256(parcel.manifest()));
        }
    }

    private CloseableHttpClient client(String host, String certificate, InetAddress address) {
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new SystemDefaultDnsResolver() {
                    @Override
                    public InetAddress[] resolve(String named) {
                        return new InetAddress[] {address};
                    }
                })
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(trust.context(host, certificate), (name, session) -> true))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(15))
                        .setSocketTimeout(SILENCE)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(SILENCE).build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static URI object(URI base, Keys keys, String name) throws NotStored {
        var prefix = keys.of("prefix");
        var folder = prefix == null || prefix.isBlank() ? "" : prefix.replaceAll("^/+|/+$", "") + "/";
        return URI.create(base + "/" + SignatureV4.encode(folder + name));
    }

    private void put(CloseableHttpClient http, SignatureV4 signer, URI object, HttpEntity body, String sha256)
            throws IOException, NotStored {
        call(http, signer, "PUT", object, body, sha256);
    }

    private void check(CloseableHttpClient http, SignatureV4 signer, URI object, Parcel.Item item)
            throws IOException, NotStored {
        long there = call(http, signer, "HEAD", object, null, SignatureV4.sha256(""));
        if (there != item.bytes()) {
            throw NotStored.later(
                    "size", item.name() + " has " + there + " bytes at the partner instead of " + item.bytes());
        }
    }

    /** The length the answer names, -1 when it names none. */
    private long call(
            CloseableHttpClient http, SignatureV4 signer, String method, URI object, HttpEntity body, String sha256)
            throws IOException, NotStored {
        var now = clock.instant();
        var headers = new TreeMap<String, String>();
        headers.put("host", object.getRawAuthority());
        headers.put("x-amz-content-sha256", sha256);
        headers.put("x-amz-date", SignatureV4.stamp(now));
        var proof = signer.authorization(method, object.getRawPath(), "", headers, now);
        var request = ClassicRequestBuilder.create(method).setUri(object).setEntity(body);
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.setHeader(name, value);
            }
        });
        request.setHeader("Authorization", proof);
        record Answered(int status, String code, long length) {}
        var answer = http.execute(
                request.build(), response -> new Answered(response.getCode(), code(response), length(response)));
        if (answer.status() / 100 == 2) {
            return answer.length();
        }
        throw reason(method, answer.status(), answer.code());
    }

    private static long length(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Content-Length");
        return header != null && header.getValue().matches("\\d{1,18}") ? Long.parseLong(header.getValue()) : -1;
    }

    /** The store's own word for an error; its sentence may repeat what we signed with, so it is not shown. */
    private static String code(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return "";
        }
        try (var in = response.getEntity().getContent()) {
            var found = CODE.matcher(new String(in.readNBytes(ANSWER), StandardCharsets.UTF_8));
            return found.find() ? found.group(1) : "";
        }
    }

    private static NotStored reason(String method, int status, String code) {
        var said = "the store answered " + method + " with " + status + (code.isEmpty() ? "" : " " + code);
        return switch (code.toLowerCase(Locale.ROOT)) {
            case "nosuchbucket" -> NotStored.mend("directory", "there is no such bucket");
            case "invalidaccesskeyid", "signaturedoesnotmatch", "expiredtoken" -> NotStored.mend("sign-in", said);
            case "accessdenied" -> NotStored.mend("permission", said);
            case "requesttimetooskewed" -> NotStored.mend("sign-in", said + "; is the clock of this machine right?");
            case "quotaexceeded", "xminiostoragefull", "insufficientstorage" ->
                NotStored.later("space", "there is no room left at the partner");
            default ->
                switch (status) {
                    case 301, 307 ->
                        NotStored.mend("address", said + "; the bucket is in another region or at another endpoint");
                    case 401, 403 -> NotStored.mend("permission", said);
                    case 404 -> NotStored.mend("directory", said);
                    case 507 -> NotStored.later("space", "there is no room left at the partner");
                    default -> NotStored.later("refused", said);
                };
        };
    }
}
