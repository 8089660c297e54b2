package org.caravanserai;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FrameLocator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.caravanserai.home.Account;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Master;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.session.Opening;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.session.Way;
import org.caravanserai.punchout.shop.Shop;
import org.caravanserai.punchout.shop.ShopSearch;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.Test;

/**
 * The hub behind TLS, its own or a proxy's: the shop in a frame of another site whose browser keeps no cookies there, and what the cookies of the
 * console say. Budget: 40 s.
 */
class HttpsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String NATIVE = "--server.forward-headers-strategy=native";

    @Test
    void aVisitInAFrameOfAnotherSiteNeedsNoCookies() throws Exception {
        var keys = keys();
        var home = TestDatabases.folder();
        Shop.home(home);
        var account = home.resolve("config/accounts/wide.yaml");
        Files.writeString(account, Files.readString(account).replace("buyer.example", "localhost"));
        var returned = new AtomicReference<String>();
        var shop = new AtomicReference<String>();
        var buyer = buyer(keys, shop, returned);
        try (var hub = RunningHub.start(home, encrypted(keys))) {
            var master = hub.part(Master.class);
            Shop.fill(master);
            var search = hub.part(ShopSearch.class);
            Shop.until(() -> search.position() >= master.changes().head());
            int port = buyer.getAddress().getPort();
            try (var browser = TestBrowser.open(
                    new Browser.NewContextOptions().setLocale("en-GB").setIgnoreHTTPSErrors(true))) {
                var page = browser.newPage();
                page.navigate("https://127.0.0.1:" + port + "/cookie");
                page.navigate("https://127.0.0.1:" + port + "/echo");
                assertThat(page.locator("p")).hasText("kept=yes");
                shop.set(start(hub, "https://localhost:" + port + "/return"));
                page.navigate("https://localhost:" + port + "/portal");
                // Sites do not know ports: what is refused to this cookie would be refused to one of the shop.
                assertThat(page.frameLocator("#other").locator("p")).hasText("");
                buys(page.frameLocator("#shop"));
                page.waitForURL("**/return");
                assertThat(browser.cookies().stream().map(cookie -> cookie.name))
                        .containsExactly("kept");
            }
            assertThat(returned.get()).contains("cxml-base64=");
        } finally {
            buyer.stop(0);
        }
    }

    private static void buys(FrameLocator shop) {
        shop.locator("#q").fill("GL-200-9");
        shop.locator("#q").press("Enter");
        shop.locator(".article .add input[name=quantity]").fill("60");
        shop.locator(".article .add button").click();
        assertThat(shop.locator(".lines tbody tr")).hasCount(1);
        shop.locator(".go button").click();
    }

    /** The address in a set-up's answer, on the hub as the browser reaches it. */
    private static String start(RunningHub hub, String back) {
        var account = hub.part(CurrentHome.class).get().accounts().get("wide");
        var between = new Parties(
                new Account.Identity("DUNS", "987654321"), new Account.Identity("DUNS", "wide"), "never", false);
        var opened = hub.part(Sessions.class)
                .open(new Opening(
                        new Accounts.Known(account, account.production(), false),
                        false,
                        new Setup(Setup.Operation.CREATE, "c", back, List.of(), null, null, null, null, List.of()),
                        new Way.Cxml(between),
                        "morvan",
                        "en_GB"));
        assertThat(opened).isInstanceOf(Opening.Ready.class);
        return "https://127.0.0.1:" + hub.main("/").getPort() + "/shop/morvan/start/"
                + ((Opening.Ready) opened).token();
    }

    /** The procurement system: a page with two frames, and where the cart goes. */
    private static HttpsServer buyer(Path keys, AtomicReference<String> shop, AtomicReference<String> returned)
            throws IOException, GeneralSecurityException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
        server.createContext("/cookie", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "kept=yes; Path=/; Secure; SameSite=None");
            answer(exchange, "kept");
        });
        server.createContext("/echo", exchange -> {
            var cookie = exchange.getRequestHeaders().getFirst("Cookie");
            answer(exchange, "<p>" + (cookie == null ? "" : cookie) + "</p>");
        });
        server.createContext(
                "/portal",
                exchange -> answer(
                        exchange,
                        "<iframe id=other src='https://127.0.0.1:"
                                + server.getAddress().getPort()
                                + "/echo'></iframe><iframe id=shop width=1000 height=800 src='" + shop.get()
                                + "'></iframe>"));
        server.createContext("/return", exchange -> {
            returned.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            answer(exchange, "<h1>Buyer</h1>");
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        var bytes = ("<!DOCTYPE html><title>Buyer</title>" + page).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void whatIsSetOverHttpsIsSentOverHttpsOnly() throws Exception {
        var keys = keys();
        try (var hub = RunningHub.start(RunningHub.emptyHome(), encrypted(keys))) {
            var socket = tls(keys).getSocketFactory().createSocket("127.0.0.1", port(hub));
            secure(ask(socket, ""), true);
        }
    }

    @Test
    void aProxyThatIsNotTrustedSaysNothingAboutHttps() throws Exception {
        secure(ask(new Socket("127.0.0.1", port(RunningHub.shared())), "X-Forwarded-Proto: https\r\n"), false);
    }

    @Test
    void aProxyOnTheSameMachineIsBelievedWhereTheHubIsToldSo() throws Exception {
        try (var hub = RunningHub.start(RunningHub.emptyHome(), List.of(NATIVE))) {
            secure(ask(new Socket("127.0.0.1", port(hub)), "X-Forwarded-Proto: https\r\n"), true);
            secure(ask(new Socket("127.0.0.1", port(hub)), "X-Forwarded-Proto: http\r\n"), false);
            secure(ask(new Socket("127.0.0.1", port(hub)), ""), false);
        }
    }

    @Test
    void anotherOneHasToBeNamed() throws Exception {
        try (var hub = RunningHub.start(
                RunningHub.emptyHome(), List.of(NATIVE, "--server.tomcat.remoteip.internal-proxies=192\\.0\\.2\\.7"))) {
            secure(ask(new Socket("127.0.0.1", port(hub)), "X-Forwarded-Proto: https\r\n"), false);
        }
    }

    private static int port(RunningHub hub) {
        return hub.main("/").getPort();
    }

    /** The head of the page to sign in at, in a language that is chosen with it. */
    private static String ask(Socket to, String header) throws IOException {
        try (to) {
            to.setSoTimeout(60_000);
            to.getOutputStream()
                    .write(("GET /login?lang=fr HTTP/1.1\r\nHost: hub.example\r\nAccept: text/html\r\n" + header
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(to.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200");
            return answer.substring(0, answer.indexOf("\r\n\r\n"));
        }
    }

    private static void secure(String head, boolean encrypted) {
        var cookies = head.lines()
                .filter(line -> line.regionMatches(true, 0, "Set-Cookie:", 0, 11))
                .toList();
        assertThat(cookies)
                .hasSize(2)
                .anyMatch(cookie -> cookie.contains("HUB_SESSION="))
                .anyMatch(cookie -> cookie.contains("HUB_LANGUAGE="))
                .allMatch(cookie -> cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"))
                .allMatch(cookie -> cookie.contains("; Secure") == encrypted);
        assertThat(head.contains("Strict-Transport-Security:")).isEqualTo(encrypted);
    }

    private static List<String> encrypted(Path keys) {
        return List.of("--server.ssl.key-store=" + keys, "--server.ssl.key-store-password=" + new String(PASSWORD));
    }

    private static Path keys() throws IOException, InterruptedException {
        var file = TestDatabases.folder().resolve("keys.p12");
        var made = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -alias hub -keyalg EC -dname CN=hub -validity 2 -ext"
                                + " san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass "
                                + new String(PASSWORD) + " -keystore " + file)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    private static SSLContext tls(Path file) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
