package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Procurement systems at the doors of a real hub, with the accounts of the sample company. */
@ExtendWith(OutputCaptureExtension.class)
class PunchoutIT {
    private static final String RETURN = "https://acme.example/back?id=1&amp;x=2";
    private static final String SECRET = "sandbox-acme-2027";
    /** What the samples say, and what the sandbox home expects instead. */
    private static final Map<String, String> SECRETS = Map.of(
            ">test</SharedSecret>", ">sandbox-coupa-t</SharedSecret>",
            ">{shared secret in here}</SharedSecret>", ">sandbox-iesa</SharedSecret>",
            ">s3cr3t</SharedSecret>", ">sandbox-prominate-2</SharedSecret>",
            ">coyote</SharedSecret>", ">sandbox-prominate-1</SharedSecret>",
            ">abracadabra</SharedSecret>", ">sandbox-network</SharedSecret>");

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        var home = TestDatabases.folder();
        Files.createDirectories(home.resolve("routes"));
        Files.createDirectories(home.resolve("mappings/tables"));
        Files.createDirectories(home.resolve("config/accounts"));
        Files.writeString(
                home.resolve("config/hub.yaml"),
                "title: Test\ntype: sandbox\nlocales: [fr_FR, en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\n"
                        + "sellers:\n  morvan: { title: Morvan, country: FR }\n");
        copy(Path.of("config/accounts"), home.resolve("config/accounts"));
        for (var table : List.of("morvan-acme-units.csv", "morvan-unspsc.csv")) {
            Files.copy(
                    Path.of("mappings/tables", table),
                    home.resolve("mappings/tables").resolve(table));
        }
        hub = RunningHub.start(home);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** A set-up of ACME. */
    private record Request(String id, String from, String to, String sender, String secret, String inner) {
        static Request acme(String inner) {
            return new Request(
                    UUID.randomUUID() + "@acme.example", "012345678", "987654321", "012345678", SECRET, inner);
        }

        static Request setup(String returnUrl) {
            return acme("<PunchOutSetupRequest operation=\"create\"><BuyerCookie>C &amp; <b>1</b></BuyerCookie>"
                    + "<BrowserFormPost><URL>  " + returnUrl + "\n</URL></BrowserFormPost>"
                    + "<SelectedItem><ItemID><SupplierPartID>nobody-knows-this</SupplierPartID></ItemID></SelectedItem>"
                    + "</PunchOutSetupRequest>");
        }

        Request secret(String other) {
            return new Request(id, from, to, sender, other, inner);
        }

        Request sender(String other) {
            return new Request(id, from, to, other, secret, inner);
        }

        Request from(String other) {
            return new Request(id, other, to, sender, secret, inner);
        }

        Request to(String other) {
            return new Request(id, from, other, sender, secret, inner);
        }

        byte[] bytes() {
            return bytes("<!DOCTYPE cXML SYSTEM \"http://nowhere.invalid/schemas/cXML/1.2.014/cXML.dtd\">");
        }

        byte[] bytes(String doctype) {
            return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + doctype + "<cXML payloadID=\"" + id
                            + "\" timestamp=\"not a time\"><Header><From>" + credential(from)
                            + "</Credential></From><To>"
                            + credential(to) + "</Credential></To><Sender>" + credential(sender) + "<SharedSecret>"
                            + secret + "</SharedSecret></Credential><UserAgent>Test</UserAgent></Sender></Header>"
                            + "<Request>" + inner + "</Request></cXML>")
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static String credential(String duns) {
            return "<Credential domain=\"duns\"><Identity>" + duns + "</Identity>";
        }
    }

    private static HttpResponse<byte[]> post(byte[] body) {
        return hub.bytes(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** The code inside; the outside is always 200. */
    private static int code(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml;charset=UTF-8");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        var read = CxmlReader.read(answer.body());
        assertThat(read).as(text(answer)).isInstanceOf(CxmlReader.Read.class);
        return ((CxmlReader.Read) read).document().response.status.number();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** What an answer says beside its own number and time. */
    private static String said(HttpResponse<byte[]> answer) {
        return text(answer).replaceAll("(payloadID|timestamp)=\"[^\"]*\"", "");
    }

    private static String token(String address) {
        var found = Pattern.compile("/shop/morvan/start/([A-Za-z0-9_-]{43})").matcher(address);
        assertThat(found.find()).as(address).isTrue();
        return found.group(1);
    }

    @Test
    void aSetUpLeadsIntoTheShopOnce() {
        var answer = post(Request.setup(RETURN).bytes());

        assertThat(code(answer)).isEqualTo(200);
        assertThat(text(answer)).contains("<StartPage><URL>" + hub.main("/shop/morvan/start/"));
        var sessions = hub.part(Sessions.class);
        var started = sessions.start("morvan", token(text(answer))).orElseThrow();
        assertThat(started.session().account()).isEqualTo("acme");
        assertThat(started.session().setup().cookie()).isEqualTo("C &amp; <b>1</b>");
        assertThat(started.session().setup().returnUrl()).isEqualTo("https://acme.example/back?id=1&x=2");
        assertThat(started.session().setup().selected().sku()).isEqualTo("nobody-knows-this");
        assertThat(sessions.start("morvan", token(text(answer)))).isEmpty();
    }

    @Test
    void theSameDocumentGetsTheSameAnswerAndAnotherOneAConflict() {
        var request = Request.setup(RETURN);
        var first = post(request.bytes());
        var visits =
                hub.part(Happenings.class).visits("acme", Long.MAX_VALUE, 200).size();

        assertThat(post(request.bytes()).body()).isEqualTo(first.body());
        assertThat(code(post(request.bytes("")))).isEqualTo(409);
        assertThat(hub.part(Happenings.class).visits("acme", Long.MAX_VALUE, 200))
                .hasSize(visits);
        assertThat(hub.part(Happenings.class).troubles(Long.MAX_VALUE, 200))
                .anySatisfy(trouble -> assertThat(trouble.text()).contains(request.id()));
    }

    @Test
    void aWrongSecretAndAnUnknownSenderHearTheSame() {
        var wrong = post(Request.setup(RETURN).secret("sandbox-acme-2027 ").bytes());
        var unknown = post(Request.setup(RETURN).sender("000000000").bytes());
        var empty = post(Request.setup(RETURN).secret("").bytes());

        assertThat(code(wrong)).isEqualTo(401);
        assertThat(said(unknown)).isEqualTo(said(wrong));
        assertThat(said(empty)).isEqualTo(said(wrong));
        assertThat(code(post(Request.setup(RETURN).secret("sandbox-acme-2026").bytes())))
                .as("the secret before, while it is changed")
                .isEqualTo(200);
    }

    @Test
    void whoIsKnownMaySpeakForItselfAndToUs() {
        assertThat(code(post(Request.setup(RETURN).from("012345679").bytes()))).isEqualTo(403);
        assertThat(code(post(Request.setup(RETURN).to("111111111").bytes()))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "http://acme.example/",
                "javascript:alert(1)",
                "https://acme.example@evil.example/",
                "https://acme.example.evil.example/",
                "https://127.0.0.1/"
            })
    void aCartGoesToHostsOfTheAccountOnly(String address) {
        assertThat(code(post(Request.setup(address).bytes()))).isIn(400, 403);
    }

    static Stream<String> declarations() {
        var bombs = new StringBuilder("<!DOCTYPE cXML [<!ENTITY a0 \"boom\">");
        for (int i = 1; i <= 10; i++) {
            bombs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return Stream.of(
                "<!DOCTYPE cXML [<!ENTITY a10 SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE cXML [<!ENTITY a10 SYSTEM \"http://127.0.0.1:9/\">]>",
                bombs + "]>");
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void nothingIsFetchedOrExpanded(String doctype) {
        var request = new String(Request.setup(RETURN).bytes(doctype), StandardCharsets.UTF_8)
                .replace("C &amp; ", "C &a10; ");
        long begun = System.nanoTime();
        assertThat(code(post(request.getBytes(StandardCharsets.UTF_8)))).isEqualTo(406);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    static Stream<byte[]> hostile() {
        return Stream.of(
                new byte[0],
                new byte[] {0, 1, 2, (byte) 0xFF, (byte) 0xFE},
                "garbage".getBytes(StandardCharsets.UTF_8),
                "<cXML>".getBytes(StandardCharsets.UTF_8),
                "<html><body>hello</body></html>".getBytes(StandardCharsets.UTF_8),
                "<cXML payloadID=\"1\" timestamp=\"x\"/>".getBytes(StandardCharsets.UTF_8),
                ("<cXML payloadID=\"1\">" + "<a>".repeat(50_000)).getBytes(StandardCharsets.UTF_8),
                "--x\r\nContent-Type: text/xml\r\n\r\n<cXML/>\r\n--x--".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whateverComesIsAnsweredInCxml(byte[] body) {
        assertThat(code(post(body))).isEqualTo(406);
    }

    @Test
    void whatIsTooLargeIsRefusedUnread() {
        var large = new byte[CxmlReader.MAX_BYTES + 1];
        assertThat(code(post(large))).isEqualTo(499);
        var far = hub.bytes(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[CxmlReader.MAX_BYTES + (1 << 20) + 1])));
        assertThat(code(far)).isEqualTo(499);
        var chunked = hub.bytes(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[CxmlReader.MAX_BYTES + (2 << 20)]))));
        assertThat(code(chunked)).isEqualTo(499);
    }

    @Test
    void everyOtherRequestIsRefusedByName() {
        for (var name : List.of("SupplierDataRequest", "CopyRequest", "QuoteRequest", "ConfirmationRequest")) {
            var answer = post(Request.acme("<" + name + "/>").bytes());
            assertThat(code(answer)).as(name).isEqualTo(450);
            assertThat(text(answer)).contains(name);
        }
        var source = new String(Request.setup(RETURN).bytes(), StandardCharsets.UTF_8)
                .replace("operation=\"create\"", "operation=\"source\"");
        assertThat(code(post(source.getBytes(StandardCharsets.UTF_8)))).isEqualTo(450);
    }

    /** Of those who may see people, in console and API alike; the account of another buyer knows nothing of it. */
    @Test
    void whatCannotBeUsedIsKeptForPeopleWithoutItsSecret() {
        var name = "Quote" + UUID.randomUUID().toString().replace("-", "");
        post(Request.acme("<" + name + "><Extrinsic name=\"Password\">hush</Extrinsic></" + name + ">")
                .bytes());
        var kept = hub.part(Happenings.class).of("acme", Long.MAX_VALUE, 200).stream()
                .filter(one -> one.text().contains(name))
                .toList();
        assertThat(kept).singleElement().matches(Happening::document);
        var path = "/accounts/acme/happenings/" + kept.get(0).id() + "/document";
        var answer = hub.send(hub.get("/api/v1" + path));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(answer.body()).contains("<" + name + ">", "012345678").doesNotContain(SECRET, "hush");
        assertThat(hub.send(hub.get("/api/v1/accounts/acme")).body()).contains("\"document\":true");
        assertThat(hub.send(hub.get("/api/v1" + path.replace("acme", "coupa-demo")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(hub.send(hub.get("/api/v1" + path).setHeader("Authorization", "none"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anEditedCartMustBeOneOfOurs() {
        var edit = Request.acme(
                "<PunchOutSetupRequest operation=\"edit\"><BuyerCookie>1</BuyerCookie><BrowserFormPost><URL>"
                        + RETURN
                        + "</URL></BrowserFormPost><ItemOut quantity=\"1\"><ItemID><SupplierPartID>GL</SupplierPartID>"
                        + "<SupplierPartAuxiliaryID>CV-none</SupplierPartAuxiliaryID></ItemID></ItemOut></PunchOutSetupRequest>");
        assertThat(code(post(edit.bytes()))).isEqualTo(412);
    }

    @Test
    void aProfileSaysWhatIsTakenAndWhere() {
        var answer = post(Request.acme("<ProfileRequest/>").bytes());
        assertThat(code(answer)).isEqualTo(200);
        assertThat(text(answer))
                .contains("PunchOutSetupRequest", hub.main("/punchout/cxml").toString());
    }

    /** Sample, what is answered. */
    static Stream<Map.Entry<String, Integer>> samples() {
        return Map.ofEntries(
                Map.entry("catalog-index.xml", 406),
                Map.entry("invoicedetail-multi-po-coupa.xml", 401),
                Map.entry("invoicedetail-tax-at-line-coupa.xml", 401),
                Map.entry("orderrequest-new-coupa-distribution.xml", 401),
                Map.entry("orderrequest-new-generic.xml", 400),
                Map.entry("poom-empty-officedepot-lowercase-root.xml", 406),
                Map.entry("poom-tax-shipping-eur.xml", 406),
                Map.entry("poom-two-lines.xml", 406),
                Map.entry("posr-create-coupa-2008.xml", 200),
                Map.entry("posr-create-iesa-shipto-nodoctype.xml", 200),
                Map.entry("posr-response-200.xml", 406),
                Map.entry("posr-selecteditem-itemout.xml", 200),
                Map.entry("profilerequest.xml", 200),
                Map.entry("response-200.xml", 406),
                Map.entry("response-400-java-exception.xml", 406),
                Map.entry("shipnotice-whole-order.xml", 450),
                Map.entry("statusupdate-200.xml", 417))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesOfBuyersAreAnswered(Map.Entry<String, Integer> sample) throws IOException {
        var file = Needs.shared("standards/cxml/samples/" + sample.getKey());
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (var secret : SECRETS.entrySet()) {
            bytes = bytes.replace(secret.getKey(), secret.getValue());
        }
        var answer = post(bytes.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(code(answer)).as(text(answer)).isEqualTo(sample.getValue());
    }

    private static HttpResponse<byte[]> oci(String account, boolean form, String... pairs) {
        var encoded = new ArrayList<String>();
        for (int i = 0; i < pairs.length; i += 2) {
            encoded.add(URLEncoder.encode(pairs[i], StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        var text = String.join("&", encoded);
        var request = HttpRequest.newBuilder(hub.main("/punchout/oci/" + account + (form ? "" : "?" + text)));
        return hub.bytes(
                form
                        ? request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(text))
                        : request.GET());
    }

    private static final String HOOK = "https://srm.buyer.example/inbound.do?sap-client=100&sid=a%2fb";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ociLeadsToACleanAddress(boolean form) {
        var answer = oci(
                "srm",
                form,
                "username",
                "acme-buyer",
                "password",
                "sandbox-srm",
                "hook_url",
                form ? HOOK : URLEncoder.encode(HOOK, StandardCharsets.UTF_8),
                "~OkCode",
                "ADDI",
                "FUNCTION",
                "DETAIL",
                "PRODUCTID",
                "GL-200-9");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(303);
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).doesNotContain("sandbox-srm", "acme-buyer");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        var session = hub.part(Sessions.class)
                .start("morvan", token(location))
                .orElseThrow()
                .session();
        assertThat(session.state()).isEqualTo(Session.State.SHOPPING);
        assertThat(session.setup().returnUrl()).isEqualTo(HOOK);
        assertThat(session.setup().selected().sku()).isEqualTo("GL-200-9");
    }

    @Test
    void ociRefusesAlike() {
        var wrong = oci("srm", true, "USERNAME", "acme-buyer", "PASSWORD", "nope", "HOOK_URL", HOOK);
        var nobody = oci("srm", true, "USERNAME", "someone", "PASSWORD", "sandbox-srm", "HOOK_URL", HOOK);
        var nowhere = oci("none", false, "USERNAME", "acme-buyer", "PASSWORD", "sandbox-srm", "HOOK_URL", HOOK);
        var bare = oci("srm", false);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(List.of(text(nobody), text(nowhere), text(bare))).containsOnly(text(wrong));
        for (var hook : List.of("https://evil.example/", "http://srm.buyer.example/", "javascript:alert(1)", "")) {
            var answer = oci("srm", true, "USERNAME", "acme-buyer", "PASSWORD", "sandbox-srm", "HOOK_URL", hook);
            assertThat(answer.statusCode()).as(hook).isIn(400, 403);
        }
        var validate = oci(
                "srm",
                true,
                "USERNAME",
                "acme-buyer",
                "PASSWORD",
                "sandbox-srm",
                "HOOK_URL",
                HOOK,
                "FUNCTION",
                "BACKGROUND_SEARCH");
        assertThat(validate.statusCode()).isEqualTo(400);
    }

    /** Advisories of Camel: names that mean something to its components, in any case of letters, sent by a stranger. */
    @Test
    void headersOfCallersSteerNothing() {
        var answer = hub.bytes(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("CamelHttpResponseCode", "418")
                .header("camelHttpUri", "/punchout/oci/srm")
                .header("CAMELHTTPQUERY", "USERNAME=acme-buyer")
                .header("CamelBeanMethodName", "toString")
                .header("CamelExecCommandExecutable", "touch")
                .header("X-Seen", "stays-outside")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        Request.setup(RETURN).bytes())));
        assertThat(code(answer)).isEqualTo(200);
        assertThat(answer.headers().map().toString()).doesNotContain("stays-outside", "Camel", "camel", "touch");

        var astray = hub.bytes(HttpRequest.newBuilder(hub.main("/punchout/oci/none"))
                .header("CamelHttpUri", "/punchout/oci/srm")
                .header("camelhttppath", "srm")
                .header(
                        "CamelHttpQuery",
                        "USERNAME=acme-buyer&PASSWORD=sandbox-srm&HOOK_URL="
                                + URLEncoder.encode(HOOK, StandardCharsets.UTF_8))
                .GET());
        assertThat(astray.statusCode()).isEqualTo(401);
    }

    @Test
    void besideTheDoorsIsNothing() {
        for (var path : List.of("/punchout", "/punchout/", "/punchout/other", "/punchout/oci", "/punchout/oci/a/b")) {
            assertThat(hub.send(HttpRequest.newBuilder(hub.main(path)).GET()).statusCode())
                    .as(path)
                    .isIn(401, 403, 404);
        }
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/punchout/cxml")).GET())
                        .statusCode())
                .isIn(401, 403, 405);
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/punchout/oci/srm"))
                                .method("PUT", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isIn(401, 403, 405);
    }

    /** Check 25: what is secret is in no log, no answer, no event. */
    @Test
    void secretsStayInTheDark(CapturedOutput output) {
        var canary = "canary-" + UUID.randomUUID();
        var answers = new ArrayList<HttpResponse<byte[]>>();
        answers.add(post(Request.setup(RETURN).secret(canary).bytes()));
        answers.add(post(Request.acme("<PunchOutSetupRequest operation=\"create\"><BuyerCookie/>")
                .secret(canary)
                .bytes()));
        answers.add(post(Request.acme("<Other><SharedSecret>" + canary + "</SharedSecret></Other>")
                .bytes()));
        answers.add(post(Request.setup("https://evil.example/" + canary).bytes()));
        answers.add(oci("srm", true, "USERNAME", "acme-buyer", "PASSWORD", canary, "HOOK_URL", HOOK));
        answers.add(oci("srm", false, "USERNAME", "acme-buyer", "PASSWORD", canary, "HOOK_URL", HOOK));
        answers.add(post(Request.setup(RETURN).bytes()));

        assertThat(answers)
                .noneMatch(
                        answer -> text(answer).contains(canary) || text(answer).contains(SECRET));
        assertThat(output.getAll()).doesNotContain(canary, SECRET);
        var happenings = hub.part(Happenings.class);
        assertThat(Stream.of("acme", "srm")
                        .flatMap(account -> happenings.of(account, Long.MAX_VALUE, 200).stream())
                        .map(Happening::text))
                .isNotEmpty()
                .noneMatch(text -> text.contains(canary) || text.contains(SECRET));
    }
}
