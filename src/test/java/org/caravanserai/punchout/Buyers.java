package org.caravanserai.punchout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.home.Account;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Secrets;

/** The home with an account for every sender of the shared samples, and their secrets. */
public final class Buyers {
    public static final Path FOLDER = Path.of("src/test/homes/buyers");
    public static final Home HOME = Home.read(FOLDER, null, Library.ofClassPath());

    private static final Map<String, String> SECRETS = Map.of(
            "ACME_2027", "new-secret",
            "ACME_2026", "old-secret",
            "ACME_TEST", "test-secret",
            "COUPA_T", "test",
            "IESA", "{shared secret in here}",
            "PROMINATE_2", "s3cr3t",
            "PROMINATE_1", "coyote",
            "NETWORK", "abracadabra",
            "SRM", "REPLACE_ME",
            "SRM_TEST", "other");

    private Buyers() {}

    public static Accounts accounts() {
        var variables = new HashMap<String, String>();
        SECRETS.forEach((name, value) -> variables.put("HUB_SECRET_" + name, value));
        return Accounts.of(HOME.accounts().values(), Secrets.of(FOLDER, variables));
    }

    public static Account account(String name) {
        return HOME.accounts().get(name);
    }
}
