package org.caravanserai.delivery.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;

/** The manifest as JSON: what is kept beside the files is also what a partner fetches. */
public final class ManifestJson {
    private ManifestJson() {}

    /** UTF-8 bytes. */
    public static byte[] write(Manifest manifest) {
        return write(manifest, null);
    }

    /**
     * UTF-8 bytes.
     *
     * @param publicUrl address under which partners reach the hub, null = not said: then files have no address
     */
    public static byte[] write(Manifest manifest, String publicUrl) {
        var files = new ArrayList<Map<String, Object>>();
        for (var entry : manifest.files()) {
            var file = new LinkedHashMap<String, Object>();
            file.put("file", entry.name());
            if (publicUrl != null) {
                file.put("url", address(publicUrl, manifest.channel(), entry.name()));
            }
            file.put("count", entry.count());
            file.put("bytes", entry.bytes());
            file.put("sha256", entry.sha256());
            file.put("type", entry.type());
            if (entry.delta()) {
                file.put("load", "delta");
                file.put("base", entry.base());
            }
            files.add(file);
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", manifest.channel());
        json.put("publication", manifest.publication());
        json.put("version", manifest.version());
        json.put("publishedAt", manifest.at().toString());
        if (manifest.contract() != null) {
            json.put("contract", manifest.contract());
        }
        json.put("rows", manifest.rows());
        json.put("files", files);
        return Json.write(json);
    }

    /** Reads what {@link #write} wrote.
     * @throws IOException when it is something else */
    static Manifest read(byte[] bytes) throws IOException {
        if (!(Json.read(new ByteArrayInputStream(bytes)) instanceof Outcome.Taken<Object> read)
                || !(read.value() instanceof Map<?, ?> json)) {
            throw new IOException("a manifest in the feed folder is no JSON object; remove it and publish again");
        }
        var files = new ArrayList<Manifest.Entry>();
        for (var one : (List<?>) json.get("files")) {
            var file = (Map<?, ?>) one;
            files.add(new Manifest.Entry(
                    (String) file.get("file"),
                    (Long) file.get("count"),
                    (Long) file.get("bytes"),
                    (String) file.get("sha256"),
                    (String) file.get("type"),
                    "delta".equals(file.get("load")),
                    (Long) file.get("base")));
        }
        return new Manifest(
                (String) json.get("channel"),
                (String) json.get("publication"),
                (Long) json.get("version"),
                Instant.parse((String) json.get("publishedAt")),
                files,
                json.get("rows") instanceof Long rows ? rows : -1,
                (String) json.get("contract"));
    }

    /**
     * Where a published file is fetched.
     *
     * @param base address of the hub without a slash at the end; empty = the path alone
     */
    public static String address(String base, String channel, String file) {
        return base + "/feeds/" + channel + "/"
                + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
