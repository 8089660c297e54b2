package org.caravanserai.web;

import java.io.IOException;
import java.time.Duration;
import org.caravanserai.delivery.feed.FeedFolder;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A published file as an answer: whole, with ETag, byte ranges and gzip. Who may have it is up to the caller. */
@Component
public final class FeedAnswers {
    private final FeedFolder feeds;

    FeedAnswers(FeedFolder feeds) {
        this.feeds = feeds;
    }

    /**
     * The current version of a file.
     *
     * @param accepts header Accept-Encoding, null = none
     * @param range header Range, null = none
     * @param ifRange header If-Range, null = none
     * @throws HttpRefusal when the channel has published no file of this name
     */
    public ResponseEntity<Resource> of(String channel, String file, String accepts, String range, String ifRange)
            throws IOException {
        var found = feeds.find(channel, file)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND, "FEED-404", "This channel has not published a file of this name."));
        var whole = '"' + tag(found) + '"';
        var part = range == null || (ifRange != null && !ifRange.equals(whole))
                ? ByteRanges.WHOLE
                : ByteRanges.of(range, found.entry().bytes());
        if (part == ByteRanges.BEYOND) {
            return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header(
                            HttpHeaders.CONTENT_RANGE,
                            "bytes */" + found.entry().bytes())
                    .build();
        }
        boolean gzip = part == ByteRanges.WHOLE && ByteRanges.gzip(accepts);
        var path = gzip ? feeds.compressed(found) : found.path();
        var answer = ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(found.entry().type()))
                .cacheControl(
                        CacheControl.maxAge(Duration.ZERO).mustRevalidate().cachePrivate())
                .lastModified(found.manifest().at())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("X-Feed-Version", Long.toString(found.manifest().version()))
                .eTag(tag(found) + (gzip ? "-gzip" : ""));
        if (gzip) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        var resource = new FileSystemResource(path);
        if (part == ByteRanges.PART) {
            return answer.body(resource);
        }
        // Spring cuts any other resource by the Range header, which does not count here.
        return answer.header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .contentLength(resource.contentLength())
                .body(new InputStreamResource((InputStreamSource) resource));
    }

    private static String tag(FeedFolder.Published file) {
        return file.entry().sha256().substring(0, 32);
    }
}
