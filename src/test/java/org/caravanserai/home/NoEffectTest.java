package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that later versions act on are never silent; writing what happens anyway is no news. */
class NoEffectTest {
    @TempDir
    private Path folder;

    @Test
    void aKeyWithoutEffectIsSaidWhereItStands() {
        assertThat(said("mail: { redirectTo: one@o.example }", ""))
                .containsExactly(
                        "config/hub.yaml:9:9 HOM-027 'redirectTo' is understood and has no effect in this version;"
                                + " do not count on it");
    }

    @Test
    void aWordThatChangesNothingIsFine() {
        assertThat(said("", "prices: { list: public, announce: none, show: [net], ecoContribution: excluded }"))
                .isEmpty();
    }

    @Test
    void aWordThatWouldChangeSomethingIsSaid() {
        assertThat(said("", "prices: { list: public, announce: next, show: [list, net], ecoContribution: included }"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("config/channels/partner.yaml:")
                        .contains("HOM-027"));
    }

    private List<String> said(String company, String channel) {
        var files = Map.of(
                "config/hub.yaml",
                """
                # yaml-language-server: $schema=../.schemas/hub.json
                title: Base company
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                sellers: { morvan: { country: FR } }
                zones: { france: { countries: [FR] }, sud: { within: france } }
                teams: { catalogue: { mail: c@base.example }, it: { mail: it@base.example } }
                """ + company + "\nwarehouses: { nevers: {} }\n",
                "config/channels/partner.yaml",
                """
                # yaml-language-server: $schema=../../.schemas/channel.json
                system: feed
                streams:
                  products: { map: partner/product-out, file: a.csv, format: { type: csv } }
                """ + channel + "\n");
        return Home.read(new HomeCase("", null, files, "").write(folder), null, Library.ofClassPath())
                .problems()
                .stream()
                .filter(problem -> problem.code().equals(HomeCode.NO_EFFECT.code()))
                .peek(problem -> assertThat(problem.warning()).isTrue())
                .map(Problem::toString)
                .toList();
    }
}
