package org.caravanserai;

import java.nio.file.Path;
import org.caravanserai.home.Company;
import org.caravanserai.home.Home;
import org.caravanserai.home.Secrets;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Profile;

/** The database {@code config/hub.yaml} names. */
final class HubDatabase {
    private HubDatabase() {}

    /**
     * @param dataFolder holds the H2 file when no other database is named
     * @throws HubRefused when a reference leads to nothing
     */
    static DatabaseSettings settings(Home home, Secrets secrets, Path dataFolder) {
        var written = home.company().database();
        var profile = written.durability() == Company.Durability.POWER ? Profile.STRICT : Profile.EVALUATION;
        if (written.url() == null) {
            return DatabaseSettings.h2(dataFolder, profile);
        }
        var password = written.password() == null ? null : resolved(secrets, written.password());
        return DatabaseSettings.at(
                resolved(secrets, written.url()), resolved(secrets, written.user()), password, dataFolder, profile);
    }

    private static String resolved(Secrets secrets, String reference) {
        return secrets.resolve(reference)
                .orElseThrow(() -> new HubRefused("HUB-012 config/hub.yaml names " + reference
                        + " for the database, and there is nothing: " + Secrets.howTo(reference)));
    }
}
