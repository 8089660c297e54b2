package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCheckTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { to: feed }                                                                  | files cannot go to 'feed'; there are ftps, https, mail, s3, sftp
            { to: sft }                                                                   | files cannot go to 'sft'
            { to: sftp, connection: { host: a.example, user: u } }                        | sftp needs a password or a key
            { to: sftp, connection: { user: u, password: "secret:x" } }                   | host
            { to: sftp, connection: { host: a.example, user: u, password: plain } }       | secret
            { to: sftp, connection: { host: a.example, user: u, key: "secret:x", hostkey: y } } | hostKey
            { to: s3, connection: { bucket: b, region: r, accessKey: "secret:x" } }       | secretKey
            { to: mail, connection: { host: a.example, from: "no mail", to: [b@c.example] } } | from
            """)
    void wrongTargetsAreRefusedWhereTheyStand(String target, String text) throws IOException {
        assertThat(problems("deliver: [" + target + "]"))
                .contains("config/channels/shop.yaml:9:")
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { to: https }
            { to: sftp, connection: { host: a.example, user: u, key: "secret:x", port: 2222 } }
            { to: ftps, connection: { host: a.example, user: u, password: "secret:x", tls: implicit } }
            { to: s3, confirms: false, connection: { bucket: b, region: r, accessKey: "secret:x", secretKey: "secret:y" } }
            { to: mail, connection: { host: a.example, from: a@b.example, to: [b@c.example] } }
            """)
    void rightTargetsAreTaken(String target) throws IOException {
        assertThat(problems("deliver: [" + target + "]")).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void theSameTargetTwiceIsRefused() throws IOException {
        var target = "{ to: sftp, connection: { host: a.example, user: u, key: \"secret:x\" } }";
        assertThat(problems("deliver: [" + target + ", " + target + "]")).contains("stands here twice");
    }

    private String problems(String deliver) throws IOException {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", "title: T\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/assortments.yaml", "all: { where: \"status = 'active'\" }\n");
        write("mappings/shop/product-out.map.yaml", "fields:\n  id: sku\n");
        write("config/channels/shop.yaml", """
                # yaml-language-server: $schema=../../.schemas/channel.json
                title: Shop
                system: feed
                mode: auto
                assortment: all
                locales: [fr_FR]
                streams:
                  products: { map: shop/product-out, file: a.csv, format: { type: csv } }
                """ + deliver + "\n");
        var text = new StringBuilder();
        for (var problem : Home.read(folder, null, Library.ofClassPath()).problems()) {
            if (problem.position().file().contains("channels")) {
                text.append(problem).append('\n');
            }
        }
        return text.toString();
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
