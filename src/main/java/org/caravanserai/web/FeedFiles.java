package org.caravanserai.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.caravanserai.access.Role;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.web.security.Caller;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Published files for whoever fetches them. {@code manifest.json} lists the files of a channel with count, bytes, sha256 and version.
 */
@RestController
class FeedFiles {
    private static final String MANIFEST = "manifest.json";

    private final FeedAnswers answers;
    private final FeedFolder feeds;
    private final CurrentHome home;

    FeedFiles(FeedAnswers answers, FeedFolder feeds, CurrentHome home) {
        this.answers = answers;
        this.feeds = feeds;
        this.home = home;
    }

    @GetMapping("/feeds/{channel}/{file}")
    ResponseEntity<Resource> file(
            @PathVariable String channel,
            @PathVariable String file,
            @RequestHeader(value = HttpHeaders.ACCEPT_ENCODING, required = false) String accepts,
            @RequestHeader(value = HttpHeaders.RANGE, required = false) String range,
            @RequestHeader(value = HttpHeaders.IF_RANGE, required = false) String ifRange,
            Authentication authentication)
            throws IOException {
        allow(authentication, channel);
        return answers.of(channel, file, accepts, range, ifRange);
    }

    @GetMapping(value = "/feeds/{channel}/" + MANIFEST, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] manifest(@PathVariable String channel, Authentication authentication) {
        allow(authentication, channel);
        var all = feeds.manifests(channel).stream()
                .map(manifest -> new String(
                        ManifestJson.write(manifest, home.get().company().publicUrl()), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]"));
        return all.getBytes(StandardCharsets.UTF_8);
    }

    /** The channel's own key, or somebody of the house who may see customers' data: feeds can hold it. */
    private static void allow(Authentication authentication, String channel) {
        if (authentication instanceof Caller caller && (caller.isChannel(channel) || caller.may(Role.OPERATOR))) {
            return;
        }
        throw new HttpRefusal(HttpStatus.FORBIDDEN, "FEED-403", "Fetch this file with the channel's own key.");
    }
}
