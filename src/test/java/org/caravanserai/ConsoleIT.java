package org.caravanserai;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console in a browser, on the sample company. Leaves pictures of every page in {@code target/screenshots}. Shares its hub with LineIT. Budget:
 * 30 s.
 */
class ConsoleIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int DESKTOP = 1280;

    /** Heads of tables may take two lines, or three. */
    private static final int HEAD = 90;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext browser;

    @BeforeAll
    static void start() {
        // Before the hub is started for nothing.
        TestBrowser.open(new Browser.NewContextOptions()).close();
        ShippedHub.settled();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        // The Content-Security-Policy and missing files speak through the console of the browser.
        assertThat(complaints).isEmpty();
    }

    @Test
    void theOverviewShowsTheLineWithItsCounts() {
        var page = signIn(DESKTOP, true);
        for (var channel : ShippedHub.json("/api/v1/channels")) {
            var box = page.locator(
                    ".box",
                    new Page.LocatorOptions().setHasText(channel.get("title").asString()));
            long selected = 0;
            for (var stream : channel.get("streams")) {
                if (!stream.has("carries")) {
                    selected += stream.get("selected").asLong();
                } else if (stream.path("went").isNumber()) {
                    assertThat(box).containsText(stream.get("stream").asString());
                }
            }
            assertThat(box).containsText("selected");
            assertThat(box).containsText(String.format(java.util.Locale.ENGLISH, "%,d", selected));
        }
        assertThat(page.locator(".box", new Page.LocatorOptions().setHasText("Sage X3, Nevers, items")))
                .containsText("309");
        assertThat(page.locator(".master")).containsText("products");
    }

    @Test
    void everyPageComesInFrenchAndStaysWhereItIs() {
        var page = signIn(DESKTOP, true);
        open(page, "/documents/products/view?key=GL-200-9");
        page.getByText("Français").click();
        assertThat(page).hasURL(Pattern.compile(".*/documents/products/view\\?.*key=GL-200-9.*"));
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page.locator("h1")).containsText("GL-200-9");
        assertThat(page.locator("main")).containsText("Prix et stock");
        page.getByText("Canaux").first().click();
        assertThat(page.locator("h1")).hasText("Canaux");
        page.getByText("English").click();
        assertThat(page.locator("h1")).hasText("Channels");
    }

    @Test
    void aProductSaysWhereItsValuesComeFromAndHowChannelsTakeIt() {
        var page = signIn(DESKTOP, true);
        open(page, "/documents/products");
        page.locator("#q").fill("GL-200-9");
        page.locator("form[role=search] button").click();
        assertThat(page.locator("h1")).containsText("GL-200-9");
        assertThat(page.locator(".breadcrumb")).containsText("GL-200");
        assertThat(page.locator("main")).containsText("9520410000076");
        var row = page.locator("tr", new Page.LocatorOptions().setHasText("outil-sud"))
                .first();
        assertThat(row).containsText("confirmed");
        row.getByText("Fields").click();
        assertThat(row.locator("table")).containsText("designation");
        row.locator("summary strong").click();
        assertThat(row.locator("ol")).containsText("public-2027");
    }

    @Test
    void aReasonLeadsToTheDocumentsItHolds() {
        var page = signIn(DESKTOP, true);
        open(page, "/channels/google-shopping");
        page.locator(".list-group-item a").first().click();
        assertThat(page.locator("h1")).containsText("Held by");
        var key = page.locator(".list-group-item a").first().innerText();
        page.locator(".list-group-item a").first().click();
        assertThat(page.locator("h1")).containsText(key);
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("google-shopping"))
                        .first())
                .containsText("held");
    }

    @Test
    void aRunShowsItsRefusedRows() {
        var page = signIn(DESKTOP, true);
        open(page, run("erp"));
        var refused = page.locator("table").last().locator("tbody tr");
        assertThat(refused).hasCount(4);
        assertThat(page.locator("table").last()).containsText("ROW-002");
    }

    @Test
    void withoutJavaScriptEverythingCanBeRead() {
        var page = signIn(DESKTOP, false);
        assertThat(page.locator(".master")).containsText("products");
        page.locator(".box a", new Page.LocatorOptions().setHasText("Outil Sud"))
                .click();
        assertThat(page.locator("main")).containsText("/feeds/outil-sud/articles.csv");
        open(page, run("erp"));
        assertThat(page.locator("main")).containsText("ROW-002");
    }

    @ParameterizedTest
    @CsvSource({"1280, desktop", "390, phone"})
    void everyPageFitsItsScreen(int width, String name) {
        ShippedHub.pushed();
        var page = signIn(width, true);
        picture(page, "overview-" + name);
        var pages = List.of(
                "/channels/boutique-vendure",
                "/channels/lettre-pro",
                "/channels/place-pro",
                "/channels/place-pro/parked",
                "/system",
                "/documents/products",
                "/documents/products/view?key=GL-200-9",
                "/channels",
                "/channels/google-shopping",
                "/runs",
                run("erp"),
                "/health",
                "/orders",
                "/orders/waiting",
                "/orders/figures",
                "/accounts",
                "/accounts/acme");
        var wide = new ArrayList<String>();
        for (var path : pages) {
            open(page, path);
            picture(
                    page,
                    path.replaceAll("\\?.*", "")
                                    .replaceAll("\\d+", "one")
                                    .substring(1)
                                    .replace('/', '-') + "-" + name);
            var content = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
            if (content > width) {
                wide.add(path + " is " + content + " wide");
            }
            var head = ((Number)
                            page.evaluate(
                                    "Math.max(0, ...Array.from(document.querySelectorAll('thead'), head => head.offsetHeight))"))
                    .intValue();
            if (head > HEAD) {
                wide.add(path + " has a head of a table " + head + " high");
            }
        }
        assertThat(wide).isEmpty();
        open(page, "/documents/products/view?key=GL-200-9");
        page.locator("details summary").first().click();
        picture(page, "details-" + name);
    }

    private static String run(String source) {
        return "/runs/"
                + ShippedHub.hub().part(Ingest.class).runs(Long.MAX_VALUE, 500).stream()
                        .filter(run -> run.source().equals(source))
                        .reduce((newer, older) -> older)
                        .orElseThrow()
                        .id();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void open(Page page, String path) {
        var answer = page.navigate(ShippedHub.hub().main(path).toString());
        assertThat(answer.status()).as(path).isEqualTo(200);
    }

    private Page signIn(int width, boolean script) {
        browser = TestBrowser.open(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(width, 900)
                .setJavaScriptEnabled(script));
        var page = browser.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("401")) {
                complaints.add(message.text());
            }
        });
        page.navigate(ShippedHub.hub().main("/").toString());
        picture(page, "sign-in-" + width);
        page.locator("#username").fill("admin");
        page.locator("#password").fill(RunningHub.PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page.locator("h1")).hasText("Ateliers Morvan");
        return page;
    }
}
