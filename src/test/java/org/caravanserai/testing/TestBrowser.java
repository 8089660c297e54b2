package org.caravanserai.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/** The one Chromium of a test run; started at first use, ended with the run. Skips the test where there is none. */
public final class TestBrowser {
    private TestBrowser() {}

    private static final class Running {
        static final Browser BROWSER = start();
    }

    /** A fresh profile: no cookies, nothing stored. Close it. */
    public static BrowserContext open(Browser.NewContextOptions options) {
        Needs.browser();
        return Running.BROWSER.newContext(options);
    }

    private static Browser start() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        // Chromium's own sandbox does not start as root, which build servers often are. Cookies of a site inside a page
        // of another one are refused, as
        // by browsers of buyers.
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Needs.browser())
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-dev-shm-usage", "--test-third-party-cookie-phaseout")));
    }
}
