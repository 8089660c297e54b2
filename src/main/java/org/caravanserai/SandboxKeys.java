package org.caravanserai;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Company;
import org.caravanserai.home.reload.CurrentHome;

/** Gives the channels of a sandbox their keys, so that its feeds can be fetched without setting anything up. */
final class SandboxKeys {
    private final CurrentHome current;
    private final ChannelKeys keys;

    SandboxKeys(CurrentHome current, ChannelKeys keys) {
        this.current = current;
        this.keys = keys;
    }

    /**
     * Issues a key for each channel that publishes files and has none.
     *
     * @param address base URL of the hub
     * @return the URL of each file of those channels with its key; empty for homes that are no sandbox
     */
    List<String> issue(String address) {
        var urls = new ArrayList<String>();
        var home = current.get();
        if (home.company().type() != Company.Type.SANDBOX) {
            return urls;
        }
        for (var channel : home.channels().values()) {
            var files = files(channel);
            if (!files.isEmpty() && keys.of(channel.name()).isEmpty()) {
                var key = keys.issue(channel.name(), "hub", "start");
                files.forEach(file -> urls.add(ManifestJson.address(address, channel.name(), file) + "?key=" + key));
            }
        }
        return urls;
    }

    private static List<String> files(Channel channel) {
        return channel.streams().values().stream()
                .flatMap(stream -> stream.files().stream())
                .flatMap(file -> file.file().contains("{locale}")
                        ? channel.locales().stream().map(locale -> file.file().replace("{locale}", locale))
                        : Stream.of(file.file()))
                .distinct()
                .toList();
    }
}
