package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Role;
import org.caravanserai.camel.RouteWalk;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.Packed;
import org.caravanserai.store.StoreException;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One hub in which every secret is a canary and every partner sends back what it heard, well and badly. Afterwards the canaries are looked for wherever
 * somebody might look, or a copy might lie.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MAIL = "canaria.bird@nest-of-canaries.example";
    private static final String PHONE = "+33600004242";
    private static final String CARD = "4242424242424242";
    /** Operations that show what is loaded. */
    private static final Pattern SHOWING =
            Pattern.compile("(dump|browse|inform|explain|statistics|list|queryE|getP|getV).*");

    private final Path folder = TestDatabases.folder();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final List<String> buyersHeard = new java.util.ArrayList<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private CanaryHome home;
    private RunningHub hub;

    @BeforeAll
    void run() throws IOException {
        // Spring sets the log up anew when a hub starts, so what it prints is looked at.
        System.setOut(new PrintStream(new Tee(out, log), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Tee(err, log), true, StandardCharsets.UTF_8));
        home = new CanaryHome(folder, database());
        hub = RunningHub.start(folder);
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"Nest\"}]");
        ingest(
                "contacts",
                "[{\"id\":\"P-1\",\"company\":\"C-1\",\"name\":\"Canaria Bird\",\"email\":\"" + MAIL + "\",\"phone\":\""
                        + PHONE + "\"}]");
        ingest(
                "products",
                "[{\"sku\":\"A-1\",\"name\":{\"en_GB\":\"One\"}},{\"sku\":\"A-2\",\"name\":{\"en_GB\":\"Two\"}}]");
        // Refused: what is wrong about it is told, and the person is not.
        ingest(
                "contacts",
                "[{\"id\":\"P-2\",\"company\":\"NONE\",\"email\":\"" + MAIL + "\",\"phone\":\"" + PHONE
                        + "\",\"locale\":\"" + MAIL + "\"}]");
        home.secrets.put("admin password", RunningHub.PASSWORD);
        home.secrets.put("channel key", hub.part(ChannelKeys.class).issue("files", "test", "test"));
        home.secrets.put("api key", hub.part(ApiKeys.class).issue("erp", Set.of(Role.VIEWER), "test", "test"));
        for (int round = 0; round < 8; round++) {
            push(round);
        }
        get("/feeds/files/articles.csv?key=" + home.secrets.get("channel key"), null);
        get("/feeds/files/articles.csv?key=wrong" + home.secrets.get("channel key"), null);
        get("/feeds/files/no-such.csv?key=" + home.secrets.get("channel key"), null);
        get("/api/v1/channels", "Bearer " + home.secrets.get("api key"));
        get("/api/v1/channels", "Bearer x" + home.secrets.get("api key"));
        buyers();
        secrets.addAll(home.secrets.values());
        secrets.add(CARD);
    }

    /** Punch-out and orders, with the right secret and with others, read and unreadable; and an ERP that signs in. */
    private void buyers() {
        for (var secret : List.of(
                home.secrets.get("buyer"),
                home.secrets.get("buyer-before"),
                home.secrets.get("buyer") + "x",
                home.secrets.get("buyer-oci"))) {
            for (var request : List.of(
                    "<PunchOutSetupRequest operation=\"create\"><BuyerCookie>c</BuyerCookie><Extrinsic name=\"Password\">"
                            + secret + "</Extrinsic><BrowserFormPost><URL>https://nest.example/</URL></BrowserFormPost>"
                            + "</PunchOutSetupRequest>",
                    order("1", "A-1", "EA"),
                    order("many", "A-1", "EA"),
                    order("1", "NO-SUCH-ARTICLE", "XYZ"),
                    order("1", "A-1", "EA").replace("orderDate=", "type=\"delete\" orderVersion=\"x\" orderDate="),
                    "<InvoiceDetailRequest><PCard number=\"" + CARD + "\"/></InvoiceDetailRequest>",
                    "<StatusUpdateRequest><Status code=\"200\" text=\"" + CARD + "\"/></StatusUpdateRequest>")) {
                send("/punchout/cxml", "text/xml", cxml(secret, request));
                send("/punchout/cxml", "text/xml", cxml(secret, request) + "<broken");
            }
            var call = "USERNAME=nest&PASSWORD=" + secret + "&HOOK_URL=https%3A%2F%2Fnest.example%2F";
            send("/punchout/oci/nest-oci", "application/x-www-form-urlencoded", call);
            get("/punchout/oci/nest-oci?" + call, null);
        }
        send(
                "/soap/hub",
                "text/xml",
                "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Header><wsse:Security"
                        + " xmlns:wsse='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'>"
                        + "<wsse:UsernameToken><wsse:Username>admin</wsse:Username><wsse:Password>"
                        + RunningHub.PASSWORD
                        + "</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header><soap:Body><a/></soap:Body>"
                        + "</soap:Envelope>");
    }

    private static String order(String quantity, String sku, String unit) {
        return "<OrderRequest><OrderRequestHeader orderID=\"PO-1\" orderDate=\"2026-11-22T10:00:00+01:00\"><Payment><PCard"
                + " number=\"" + CARD + "\" expiration=\"2030-01-01\"/></Payment><Comments>card " + CARD
                + "</Comments></OrderRequestHeader><ItemOut quantity=\"" + quantity
                + "\"><ItemID><SupplierPartID>" + sku + "</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money"
                + " currency=\"EUR\">1.00</Money></UnitPrice><Description xml:lang=\"en\">x</Description><UnitOfMeasure>"
                + unit + "</UnitOfMeasure></ItemDetail></ItemOut></OrderRequest>";
    }

    private static String cxml(String secret, String request) {
        var credential = "<Credential domain=\"DUNS\"><Identity>";
        return "<cXML payloadID=\"" + java.util.UUID.randomUUID()
                + "@nest\" timestamp=\"2026-11-22T10:00:00+01:00\"><Header><From>" + credential
                + "nest</Identity></Credential></From><To>" + credential + "us</Identity></Credential></To><Sender>"
                + credential + "nest</Identity><SharedSecret>" + secret + "</SharedSecret></Credential><UserAgent>x"
                + "</UserAgent></Sender></Header><Request>" + request + "</Request></cXML>";
    }

    private void send(String path, String type, String body) {
        buyersHeard.add(hub.send(HttpRequest.newBuilder(hub.main(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .body());
    }

    /** Every way an answer can be bad, for every way to sign in. */
    private void push(int round) {
        int before = home.heard.size();
        ingest(
                "products",
                "[{\"sku\":\"A-1\",\"name\":{\"en_GB\":\"One " + round
                        + "\"}},{\"sku\":\"A-2\",\"name\":{\"en_GB\":\"Two " + round + "\"}}]");
        for (var system : List.of("echo-header", "echo-basic", "echo-bearer", "echo-oauth", "echo-login")) {
            post("/api/v1/channels/" + system + "-shop/resume", "{\"reason\":\"again\"}");
            post("/api/v1/parked/replay", "{\"channel\":\"" + system + "-shop\"}");
            post("/api/v1/channels/" + system + "-shop/ping", "{}");
        }
        ShippedHub.await(Duration.ofMinutes(1), "calls of round " + round, () -> home.heard.size() > before + 4);
    }

    /** PostgreSQL where it runs, so that there is a password of the database. */
    private String database() throws IOException {
        try {
            var settings = TestDatabases.settings(Dialect.POSTGRESQL);
            var password = "CanaryDatabaseQz7Wk3Vx9";
            secrets.add(password);
            Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(folder.resolve("secrets/database"), password);
            return "database: { url: \"" + settings.url()
                    + "\", user: postgres, password: \"file:secrets/database\" }\n";
        } catch (TestAbortedException absent) {
            return null;
        }
    }

    @AfterAll
    void stop() {
        if (hub != null) {
            hub.close();
        }
        home.close();
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void the_partners_were_given_the_secrets() {
        // Else the search below proves nothing.
        var heard = String.join("\n", home.heard);
        assertThat(heard)
                .contains(home.secrets.get("echo-header"))
                .contains("Bearer " + home.secrets.get("echo-bearer"))
                .contains(base64("me:" + home.secrets.get("echo-basic")))
                .contains(home.secrets.get("echo-oauth"))
                .contains(home.secrets.get("echo-login"))
                .contains(MAIL, PHONE);
    }

    @Test
    void buyers_were_understood_and_hear_nothing_back() {
        var heard = String.join("\n", buyersHeard);
        for (var code : List.of("200", "400", "401", "406", "417", "450")) {
            assertThat(heard).contains("code=\"" + code + "\"");
        }
        clean("answers to buyers", heard, false);
        var kept = hub.part(Database.class)
                .read(tx -> tx.query(
                        "select body from order_message",
                        Bind.NONE,
                        row -> new String(Packed.stored(row.getBytes(1)).body(), StandardCharsets.UTF_8)));
        assertThat(kept).isNotEmpty().allSatisfy(body -> assertThat(body).contains("PO-1"));
    }

    @Test
    void nothing_in_the_log() {
        var lines = log.toString(StandardCharsets.UTF_8);
        assertThat(lines).contains("echo-basic-shop", "DELIVERY-020");
        clean("log", lines, true);
    }

    @Test
    void nothing_in_jmx() {
        var server = ManagementFactory.getPlatformMBeanServer();
        var shown = new LinkedHashMap<String, String>();
        int operations = 0;
        for (var name : server.queryNames(null, null)) {
            try {
                var info = server.getMBeanInfo(name);
                for (var attribute : info.getAttributes()) {
                    if (!attribute.getName().matches("SystemProperties|InputArguments|ClassPath")) {
                        shown.put(
                                name + " " + attribute.getName(),
                                value(() -> server.getAttribute(name, attribute.getName())));
                    }
                }
                for (var operation : info.getOperations()) {
                    if (name.getDomain().startsWith("org.apache.camel")
                            && SHOWING.matcher(operation.getName()).matches()
                            && plain(operation)) {
                        operations++;
                        shown.put(name + " " + operation.getName() + "()", value(() -> invoke(name, operation)));
                    }
                }
            } catch (JMException gone) {
                // A bean of another test.
            }
        }
        assertThat(operations).as("dumps of Camel that were asked for").isGreaterThan(10);
        assertThat(shown.keySet())
                .anyMatch(key -> key.contains("dumpRoutesAsXml"))
                .anyMatch(key -> key.contains("dumpRoutesAsYaml"));
        shown.forEach((where, text) -> clean("JMX " + where, text, true));
    }

    @FunctionalInterface
    private interface Asked {
        Object get() throws JMException;
    }

    private static String value(Asked asked) {
        try {
            var value = asked.get();
            return value instanceof Object[] list ? java.util.Arrays.deepToString(list) : String.valueOf(value);
        } catch (JMException | RuntimeException unreadable) {
            return String.valueOf(unreadable);
        }
    }

    private static boolean plain(MBeanOperationInfo operation) {
        for (var parameter : operation.getSignature()) {
            if (!parameter.getType().equals("boolean")) {
                return false;
            }
        }
        return true;
    }

    private static Object invoke(ObjectName name, MBeanOperationInfo operation) throws JMException {
        int count = operation.getSignature().length;
        var values = new Object[count];
        var types = new String[count];
        java.util.Arrays.fill(values, true);
        java.util.Arrays.fill(types, "boolean");
        return ManagementFactory.getPlatformMBeanServer().invoke(name, operation.getName(), values, types);
    }

    @Test
    void nothing_in_hawtio() {
        var first = get(true, "/hawtio/", RunningHub.admin());
        clean("hawtio", first.body(), true);
        var token = first.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring(11, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        for (var request : List.of(
                "{\"type\":\"version\"}",
                "{\"type\":\"list\"}",
                "{\"type\":\"search\",\"mbean\":\"*:*\"}",
                "{\"type\":\"read\",\"mbean\":\"org.apache.camel:*\"}",
                "{\"type\":\"read\",\"mbean\":\"org.caravanserai:*\"}",
                "{\"type\":\"read\",\"mbean\":\"*:*\"}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=hub,type=context,name=\\\"hub\\\"\",\"operation\":\"dumpRoutesAsXml()\"}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=hub,type=context,name=\\\"hub\\\"\",\"operation\":\"dumpRoutesAsYaml()\"}")) {
            var answer = hub.send(HttpRequest.newBuilder(hub.management("/hawtio/jolokia"))
                    .header("Authorization", RunningHub.admin())
                    .header("Content-Type", "application/json")
                    .header("Cookie", "XSRF-TOKEN=" + token)
                    .header("X-XSRF-TOKEN", token)
                    .POST(HttpRequest.BodyPublishers.ofString(request)));
            assertThat(answer.statusCode()).as(request).isEqualTo(200);
            clean("Jolokia " + request, answer.body(), true);
        }
    }

    @Test
    void nothing_at_the_management_port() {
        for (var path : List.of(
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/configprops",
                "/actuator/camelroutes",
                "/actuator/beans",
                "/actuator/loggers",
                "/actuator/httpexchanges",
                "/actuator/mappings")) {
            clean(path, get(true, path, RunningHub.admin()).body(), true);
        }
    }

    @Test
    void nothing_on_a_page_of_the_console() {
        var session = ConsoleSession.of(hub, "admin", RunningHub.PASSWORD);
        var seen = new LinkedHashSet<String>();
        var next = new ArrayDeque<>(List.of("/", "/channels", "/runs", "/health", "/system"));
        var link = Pattern.compile("(?:href|action)=\"(/[^\"#]*)");
        while (!next.isEmpty() && seen.size() < 300) {
            var path = next.poll().replace("&amp;", "&");
            if (!seen.add(path) || path.matches("/(logout|assets|feeds|v3|api).*")) {
                continue;
            }
            var page = session.get(path);
            // People may see people, where they are shown on purpose: documents, plans.
            clean("page " + path, page.body(), !path.matches("/(documents|plans).*"));
            link.matcher(page.body()).results().forEach(found -> next.add(found.group(1)));
        }
        assertThat(seen).hasSizeGreaterThan(20).anyMatch(path -> path.startsWith("/conversations/"));
    }

    @Test
    void nothing_in_an_answer_of_the_api() {
        var paths = new TreeSet<String>();
        for (var path : JSON.readTree(get("/v3/api-docs", RunningHub.admin()).body())
                .path("paths")
                .properties()) {
            if (path.getValue().has("get")) {
                paths.add(path.getKey());
            }
        }
        assertThat(paths).hasSizeGreaterThan(10);
        for (var path : paths) {
            for (var channel : List.of("echo-header-shop", "echo-basic-shop", "echo-oauth-shop", "files")) {
                var asked = path.replace("{channel}", channel)
                        .replace("{source}", "api")
                        .replace("{entity}", "products")
                        .replaceAll("\\{[^}]*}", "1");
                clean(asked, get(asked, RunningHub.admin()).body(), !path.matches(".*(documents|records).*"));
            }
        }
        for (var channel : List.of("echo-header", "echo-basic", "echo-bearer", "echo-oauth", "echo-login")) {
            for (var path : List.of(
                    "/api/v1/parked?channel=" + channel + "-shop",
                    "/api/v1/explain?key=A-1&channel=" + channel + "-shop",
                    "/api/v1/explain?key=P-1&entity=contacts&channel=" + channel + "-shop")) {
                clean(path, get(path, RunningHub.admin()).body(), !path.contains("contacts"));
            }
        }
    }

    @Test
    void nothing_in_a_conversation_that_is_kept() {
        var kept = hub.part(Database.class)
                .read(tx -> tx.query(
                        "select body from connector_exchange",
                        Bind.NONE,
                        row -> new String(row.getBytes(1), StandardCharsets.UTF_8)));
        assertThat(kept).hasSizeGreaterThan(20);
        kept.forEach(text -> clean("conversation", text, true));
        assertThat(String.join("\n", kept)).contains("***");
    }

    @Test
    void no_person_in_a_reason_that_is_kept() {
        for (var query : List.of(
                "select text from ledger_attempt",
                "select text from ledger_rejection",
                "select reason from delivery_receipt")) {
            var kept = hub.part(Database.class)
                    .read(tx -> tx.query(query, Bind.NONE, row -> String.valueOf(row.getString(1))));
            clean(query, String.join("\n", kept), true);
        }
    }

    @Test
    void nothing_in_the_data_folder() throws IOException {
        try (var files = Files.walk(hub.data())) {
            files.filter(Files::isRegularFile).forEach(file -> {
                var text = bytes(file);
                // The database and published files hold people on purpose, and no secret.
                clean(
                        hub.data().relativize(file).toString(),
                        text,
                        file.toString().endsWith(".log"));
            });
        }
    }

    @Test
    void nothing_in_a_column_of_the_database() {
        var database = hub.part(Database.class);
        var columns = database.read(tx -> tx.query(
                "select table_name, column_name, data_type from information_schema.columns where lower(table_schema) = 'public'",
                Bind.NONE,
                row -> Map.entry(row.getString(1) + "." + row.getString(2), row.getString(3))));
        assertThat(columns).hasSizeGreaterThan(100);
        for (var column : columns) {
            var parts = column.getKey().split("\\.");
            boolean bytes = column.getValue().toLowerCase(java.util.Locale.ROOT).matches("bytea|binary.*");
            var values = database.read(tx -> tx.query(
                    "select \"" + parts[1] + "\" from \"" + parts[0] + "\"",
                    Bind.NONE,
                    row -> bytes ? unpacked(row.getBytes(1)) : String.valueOf(row.getString(1))));
            clean(column.getKey(), String.join("\n", values), false);
        }
    }

    /** Large documents are packed, and what is packed is found by nobody. */
    private static String unpacked(byte[] stored) {
        if (stored == null) {
            return "";
        }
        var plain = new String(stored, StandardCharsets.ISO_8859_1);
        try {
            return plain + new String(Packed.stored(stored).body(), StandardCharsets.ISO_8859_1);
        } catch (StoreException notPacked) {
            return plain;
        }
    }

    @Test
    void the_routes_as_camel_runs_them_repeat_nothing_and_keep_nothing() {
        assertThat(RouteWalk.of(hub.part(CamelContext.class))).isEmpty();
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param people whether the person is looked for too */
    private void clean(String where, String text, boolean people) {
        for (var secret : secrets) {
            assertThat(text.contains(secret))
                    .as("%s holds a secret: %s", where, around(text, secret))
                    .isFalse();
            // Three ways a piece of a longer text looks in base64.
            for (int shift = 0; shift < 3; shift++) {
                var piece = base64("x".repeat(shift) + secret);
                var core = piece.substring(shift == 0 ? 0 : 4, piece.length() - 4);
                assertThat(text.contains(core))
                        .as("%s holds a secret in base64: %s", where, around(text, core))
                        .isFalse();
            }
        }
        if (people) {
            for (var person : List.of(MAIL, MAIL.replace("@", "%40"), PHONE, PHONE.substring(1))) {
                assertThat(text.contains(person))
                        .as("%s holds a person: %s", where, around(text, person))
                        .isFalse();
            }
        }
    }

    private static String around(String text, String found) {
        int at = text.indexOf(found);
        return at < 0 ? "" : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + found.length() + 100));
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** To the terminal and into memory. */
    private static final class Tee extends OutputStream {
        private final OutputStream one;
        private final OutputStream other;

        Tee(OutputStream one, OutputStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int b) throws IOException {
            one.write(b);
            other.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            one.write(bytes, from, count);
            other.write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            one.flush();
        }
    }

    private void ingest(String entity, String body) {
        post("/api/v1/ingest/api/" + entity, body);
    }

    private HttpResponse<String> post(String path, String body) {
        return hub.send(HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path, String authorization) {
        return get(false, path, authorization);
    }

    private HttpResponse<String> get(boolean management, String path, String authorization) {
        var request = HttpRequest.newBuilder(management ? hub.management(path) : hub.main(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return hub.send(request);
    }
}
