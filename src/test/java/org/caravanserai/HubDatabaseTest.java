package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Secrets;
import org.caravanserai.store.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubDatabaseTest {
    @TempDir
    private Path folder;

    private Home home(String database) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("config/hub.yaml"), """
                # yaml-language-server: $schema=../.schemas/hub.json
                title: Company
                locales: [en_GB]
                currency: EUR
                timeZone: Europe/Paris
                """ + database);
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems()).isEmpty();
        return home;
    }

    @Test
    void anH2FileUnlessToldOtherwise() throws IOException {
        var settings = HubDatabase.settings(home(""), Secrets.of(folder, Map.of()), folder);
        assertThat(settings.url()).isNull();
        assertThat(settings.profile()).as("a production home").isEqualTo(Profile.STRICT);
    }

    @Test
    void aSandboxAndWhoeverSaysSoNeedNotBeSafeAgainstLossOfPower() throws IOException {
        for (var database : List.of("type: sandbox\n", "type: test\n", "database: { durability: process }\n")) {
            var settings = HubDatabase.settings(home(database), Secrets.of(folder, Map.of()), folder);
            assertThat(settings.profile()).as(database).isEqualTo(Profile.EVALUATION);
        }
    }

    @Test
    void safeAgainstLossOfPowerWhenAsked() throws IOException {
        var settings = HubDatabase.settings(
                home("type: sandbox\ndatabase: { durability: power }\n"), Secrets.of(folder, Map.of()), folder);
        assertThat(settings.profile()).isEqualTo(Profile.STRICT);
    }

    @Test
    void postgresqlWithAPasswordThatIsLookedUp() throws IOException {
        var home = home("database: { url: \"jdbc:postgresql://db/hub\", user: hub, password: secret:db }\n");
        var settings = HubDatabase.settings(home, Secrets.of(folder, Map.of("HUB_SECRET_DB", "pw")), folder);
        assertThat(settings.url()).isEqualTo("jdbc:postgresql://db/hub");
        assertThat(settings.user()).isEqualTo("hub");
        assertThat(settings.password()).isEqualTo("pw");
        assertThat(settings.toString()).doesNotContain("pw");
    }

    @Test
    void aPasswordThatIsNotThereSaysHowToGiveIt() throws IOException {
        var home = home("database: { url: \"jdbc:postgresql://db/hub\", user: hub, password: secret:db }\n");
        assertThatThrownBy(() -> HubDatabase.settings(home, Secrets.of(folder, Map.of()), folder))
                .isInstanceOf(HubRefused.class)
                .hasMessageContaining("HUB-012")
                .hasMessageContaining("set HUB_SECRET_DB");
    }
}
