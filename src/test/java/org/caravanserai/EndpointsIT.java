package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address the hub answers under, with who may call it and what it leaves in the audit trail. An address that is not in
 * the table fails the test: whoever adds one decides here who may use it. On the sample company, shared with LineIT.
 */
class EndpointsIT {
    private static final String JSON = "application/json";
    private static final String OCTETS = "application/octet-stream";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PASSWORD = "walks-all-doors-7";
    private static final Set<Role> EVERYBODY = EnumSet.complementOf(EnumSet.of(Role.PLANNER));
    private static final Set<Role> OPERATORS = EnumSet.of(Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> PLANNERS = EnumSet.of(Role.PLANNER, Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> NOBODY = EnumSet.noneOf(Role.class);
    private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);
    private static final Set<Role> PEOPLE = EnumSet.of(Role.CUSTOMERS, Role.SUPPORT, Role.ADMIN);
    private static final Set<Role> CATALOGUE = EnumSet.of(Role.CATALOGUE, Role.OPERATOR, Role.ADMIN);
    private static final String DRAFTS = drafts();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Map<Role, String> KEYS = new EnumMap<>(Role.class);
    private static final Map<Role, ConsoleSession> SESSIONS = new EnumMap<>(Role.class);

    /** Whose door it is. */
    private enum Door {
        API,
        CONSOLE,
        /** Pages of a partner; somebody of the house may look over its shoulder. */
        PARTNER,
        /** For programs of a partner, with the key of its channel; what they get is in DistributorIT. */
        PARTNER_API,
        /** Needs no sign-in. */
        OPEN;

        boolean session() {
            return this == CONSOLE || this == PARTNER;
        }
    }

    /**
     * One address.
     *
     * @param mapping as Spring has it: method, pattern, and what it consumes when it says so
     * @param may roles that may, each alone
     * @param path a real address; made anew for each call
     * @param status of a call that may
     * @param audited how the row in the audit trail begins; null = changes nothing and leaves no row
     */
    private record Address(
            String mapping,
            Door door,
            Set<Role> may,
            Supplier<String> path,
            String type,
            String body,
            int status,
            String audited) {
        String method() {
            var method = mapping.substring(0, mapping.indexOf(' '));
            return method.equals("ANY") ? "GET" : method;
        }

        @Override
        public String toString() {
            return mapping;
        }
    }

    private static Address read(String pattern, Door door, Set<Role> may, String path) {
        return new Address("GET " + pattern, door, may, () -> path, null, null, 200, null);
    }

    private static Address act(
            String mapping, Set<Role> may, Supplier<String> path, String type, String body, String audited) {
        return new Address("POST " + mapping, Door.API, may, path, type, body, 200, audited);
    }

    /** An archive with a draft table, each byte a character. */
    private static String drafts() {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("mappings/tables/walked.csv"));
            zip.write("code;label\n1;walked\n".getBytes(StandardCharsets.US_ASCII));
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }

    /** An operator's act that has nothing to act on here; what it does otherwise is tried where there is something. */
    private static Address refused(String mapping, Door door, String path, String body, int status) {
        return refused(mapping, door, path, body, status, OPERATORS);
    }

    private static Address refused(String mapping, Door door, String path, String body, int status, Set<Role> may) {
        return new Address(mapping, door, may, () -> path, door.session() ? FORM : JSON, body, status, null);
    }

    static Stream<Address> addresses() {
        return Stream.of(
                // console
                read("/", Door.CONSOLE, EVERYBODY, "/"),
                read("/runs", Door.CONSOLE, EVERYBODY, "/runs"),
                read("/runs/{id}", Door.CONSOLE, EVERYBODY, "/runs/1"),
                read("/channels", Door.CONSOLE, EVERYBODY, "/channels"),
                read("/channels/{channel}", Door.CONSOLE, EVERYBODY, "/channels/outil-sud"),
                read(
                        "/channels/{channel}/{stream}/held",
                        Door.CONSOLE,
                        EVERYBODY,
                        "/channels/outil-sud/products/held?reason=stock"),
                read("/documents/{entity}", Door.CONSOLE, EVERYBODY, "/documents/products"),
                read("/documents/{entity}/view", Door.CONSOLE, EVERYBODY, "/documents/products/view?key=GL-500-10"),
                read("/health", Door.CONSOLE, EVERYBODY, "/health"),
                read("/health/{counter}", Door.CONSOLE, EVERYBODY, "/health/unfinished-products"),
                new Address(
                        "POST /runs/{id}/release",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/runs/" + held() + "/release",
                        FORM,
                        "reason=walked",
                        302,
                        "release run "),
                // nothing is held of it: what a release does is tried where something is, see PublishingTest
                new Address(
                        "POST /channels/{channel}/release",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/release",
                        FORM,
                        "reason=walked",
                        409,
                        null),
                refused("POST /channels/{channel}/resume", Door.CONSOLE, "/channels/outil-sud/resume", "", 409),
                refused("POST /channels/{channel}/pause", Door.CONSOLE, "/channels/outil-sud/pause", "reason=+", 400),
                new Address(
                        "POST /channels/{channel}/plan",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/plan",
                        FORM,
                        "",
                        302,
                        "plan channel outil-sud"),
                refused("GET /plans/{id}", Door.CONSOLE, "/plans/1", null, 404),
                // the partner of a published file cannot be asked: what asking does is tried in SurveyLineIT
                refused("POST /channels/{channel}/verify", Door.CONSOLE, "/channels/outil-sud/verify", "", 409),
                refused("POST /channels/{channel}/adopt", Door.CONSOLE, "/channels/outil-sud/adopt", "", 409),
                new Address("GET /surveys/{id}", Door.CONSOLE, EVERYBODY, () -> "/surveys/1", null, null, 404, null),
                refused("POST /surveys/{id}/apply", Door.CONSOLE, "/surveys/1/apply", "", 404),
                refused("POST /plans/{id}/apply", Door.CONSOLE, "/plans/1/apply", "", 404),
                read("/channels/{channel}/parked", Door.CONSOLE, EVERYBODY, "/channels/outil-sud/parked"),
                refused("POST /parked/{id}/replay", Door.CONSOLE, "/parked/1-1/replay", "", 404),
                refused("POST /parked/{id}/discard", Door.CONSOLE, "/parked/1-1/discard", "reason=walked", 404),
                new Address(
                        "POST /channels/{channel}/parked/replay",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/parked/replay",
                        FORM,
                        "",
                        302,
                        "replay outil-sud"),
                new Address(
                        "POST /channels/{channel}/parked/discard",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/parked/discard",
                        FORM,
                        "reason=walked",
                        302,
                        "discard outil-sud"),
                refused("GET /conversations/{id}", Door.CONSOLE, "/conversations/999999999", null, 404),
                read("/system", Door.CONSOLE, EVERYBODY, "/system"),
                new Address(
                        "POST /system/compact",
                        Door.CONSOLE,
                        ADMINS,
                        () -> "/system/compact",
                        FORM,
                        "",
                        302,
                        "compact database"),
                // orders and accounts
                read("/orders", Door.CONSOLE, EVERYBODY, "/orders"),
                read("/orders/waiting", Door.CONSOLE, EVERYBODY, "/orders/waiting"),
                read("/orders/figures", Door.CONSOLE, EVERYBODY, "/orders/figures"),
                refused("GET /orders/{key}", Door.CONSOLE, "/orders/NOBODY", null, 404, EVERYBODY),
                // whose people a message names is asked after the order is known; with one it is tried in OrderPagesIT
                refused(
                        "GET /orders/{key}/messages/{id}",
                        Door.CONSOLE,
                        "/orders/NOBODY/messages/1",
                        null,
                        404,
                        EVERYBODY),
                refused(
                        "GET /orders/troubles/{id}/message",
                        Door.CONSOLE,
                        "/orders/troubles/99999/message",
                        null,
                        404,
                        EVERYBODY),
                refused(
                        "POST /orders/{key}/{decision}",
                        Door.CONSOLE,
                        "/orders/NOBODY/release",
                        "reason=walked&revision=0",
                        404),
                refused(
                        "POST /orders/troubles/{id}/close",
                        Door.CONSOLE,
                        "/orders/troubles/99999/close",
                        "reason=walked",
                        404),
                refused(
                        "POST /accounts/troubles/{id}/close",
                        Door.CONSOLE,
                        "/accounts/troubles/99999/close",
                        "reason=walked",
                        404),
                read("/accounts", Door.CONSOLE, EVERYBODY, "/accounts"),
                read("/accounts/{name}", Door.CONSOLE, EVERYBODY, "/accounts/acme"),
                // who may not see people is refused before it is looked for
                refused(
                        "GET /accounts/{name}/happenings/{id}/document",
                        Door.CONSOLE,
                        "/accounts/acme/happenings/99999999/document",
                        null,
                        404,
                        PEOPLE),
                refused("GET /visits/{id}", Door.CONSOLE, "/visits/99999999", null, 404, EVERYBODY),
                // API
                read("/api/v1/database", Door.API, EVERYBODY, "/api/v1/database"),
                act("/api/v1/database/compact", ADMINS, () -> "/api/v1/database/compact", JSON, "", "compact database"),
                read("/api/v1/topics", Door.API, EVERYBODY, "/api/v1/topics"),
                read("/api/v1/reload", Door.API, EVERYBODY, "/api/v1/reload"),
                act("/api/v1/reload", ADMINS, () -> "/api/v1/reload", JSON, "", "home.reload"),
                act(
                        "/api/v1/keys",
                        ADMINS,
                        () -> "/api/v1/keys",
                        JSON,
                        "{\"holder\":\"walked\",\"roles\":[\"viewer\"]}",
                        "key.issue api walked"),
                act(
                        "/api/v1/keys/{holder}/revoke",
                        ADMINS,
                        () -> "/api/v1/keys/walked/revoke",
                        JSON,
                        "",
                        "key.revoke api walked"),
                new Address(
                        "POST /api/v1/channels/{channel}/release",
                        Door.API,
                        OPERATORS,
                        () -> "/api/v1/channels/outil-sud/release",
                        JSON,
                        "{\"reason\":\"walked\"}",
                        409,
                        null),
                read("/api/v1/channels", Door.API, EVERYBODY, "/api/v1/channels"),
                act(
                        "/api/v1/channels/{channel}/plan",
                        OPERATORS,
                        () -> "/api/v1/channels/outil-sud/plan",
                        JSON,
                        "",
                        "plan channel outil-sud"),
                act(
                        "/api/v1/channels/{channel}/plan <- application/zip",
                        PLANNERS,
                        () -> "/api/v1/channels/outil-sud/plan",
                        "application/zip",
                        DRAFTS,
                        "preview channel outil-sud"),
                refused("GET /api/v1/plans/{id}", Door.API, "/api/v1/plans/1", null, 404, EVERYBODY),
                refused("POST /api/v1/plans/{id}/apply", Door.API, "/api/v1/plans/1/apply", "", 404),
                refused(
                        "POST /api/v1/channels/{channel}/verify",
                        Door.API,
                        "/api/v1/channels/outil-sud/verify",
                        "{}",
                        409),
                refused(
                        "POST /api/v1/channels/{channel}/adopt",
                        Door.API,
                        "/api/v1/channels/outil-sud/adopt",
                        "{}",
                        409),
                refused(
                        "GET /api/v1/channels/{channel}/verify",
                        Door.API,
                        "/api/v1/channels/outil-sud/verify",
                        null,
                        404,
                        EnumSet.allOf(Role.class)),
                refused(
                        "GET /api/v1/surveys/{id}",
                        Door.API,
                        "/api/v1/surveys/1",
                        null,
                        404,
                        EnumSet.allOf(Role.class)),
                refused(
                        "POST /api/v1/channels/{channel}/pause",
                        Door.API,
                        "/api/v1/channels/outil-sud/pause",
                        "{}",
                        400),
                refused(
                        "POST /api/v1/channels/{channel}/resume",
                        Door.API,
                        "/api/v1/channels/outil-sud/resume",
                        "",
                        409),
                act(
                        "/api/v1/channels/{channel}/ping",
                        OPERATORS,
                        () -> "/api/v1/channels/outil-sud/ping",
                        JSON,
                        "",
                        "ping channel outil-sud"),
                act(
                        "/api/v1/channels/{channel}/tables",
                        OPERATORS,
                        () -> "/api/v1/channels/outil-sud/tables",
                        JSON,
                        "",
                        "fetch tables of channel outil-sud"),
                new Address(
                        "POST /channels/{channel}/tables",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/tables",
                        FORM,
                        "",
                        302,
                        "fetch tables of channel outil-sud"),
                act(
                        "/api/v1/channels/{channel}/targets/whole",
                        OPERATORS,
                        () -> "/api/v1/channels/outil-sud/targets/whole",
                        JSON,
                        "",
                        "publish everything of channel outil-sud"),
                new Address(
                        "POST /channels/{channel}/targets/whole",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/targets/whole",
                        FORM,
                        "",
                        302,
                        "publish everything of channel outil-sud"),
                act(
                        "/api/v1/channels/{channel}/targets/retry",
                        OPERATORS,
                        () -> "/api/v1/channels/outil-sud/targets/retry",
                        JSON,
                        "",
                        "retry targets of channel outil-sud"),
                new Address(
                        "POST /channels/{channel}/targets/retry",
                        Door.CONSOLE,
                        OPERATORS,
                        () -> "/channels/outil-sud/targets/retry",
                        FORM,
                        "",
                        302,
                        "retry targets of channel outil-sud"),
                read("/api/v1/parked", Door.API, EVERYBODY, "/api/v1/parked"),
                act(
                        "/api/v1/parked/replay",
                        OPERATORS,
                        () -> "/api/v1/parked/replay",
                        JSON,
                        "{\"channel\":\"outil-sud\"}",
                        "replay outil-sud"),
                act(
                        "/api/v1/parked/discard",
                        OPERATORS,
                        () -> "/api/v1/parked/discard",
                        JSON,
                        "{\"channel\":\"outil-sud\",\"reason\":\"walked\"}",
                        "discard outil-sud"),
                refused("POST /api/v1/parked/{id}/replay", Door.API, "/api/v1/parked/1-1/replay", "", 404),
                refused(
                        "POST /api/v1/parked/{id}/discard",
                        Door.API,
                        "/api/v1/parked/1-1/discard",
                        "{\"reason\":\"walked\"}",
                        404),
                refused("GET /api/v1/conversations/{id}", Door.API, "/api/v1/conversations/999999999", null, 404),
                read("/api/v1/sources", Door.API, EVERYBODY, "/api/v1/sources"),
                read("/api/v1/runs", Door.API, EVERYBODY, "/api/v1/runs"),
                read("/api/v1/runs/{id}", Door.API, EVERYBODY, "/api/v1/runs/1"),
                read("/api/v1/runs/{id}/refusals", Door.API, EVERYBODY, "/api/v1/runs/1/refusals"),
                read("/api/v1/explain", Door.API, EVERYBODY, "/api/v1/explain?key=GL-500-10&channel=outil-sud"),
                read(
                        "/api/v1/explain/records",
                        Door.API,
                        EVERYBODY,
                        "/api/v1/explain/records?key=GL-500-10&channel=outil-sud"),
                read("/api/v1/quality/counters", Door.API, EVERYBODY, "/api/v1/quality/counters"),
                read(
                        "/api/v1/quality/counters/{id}/items",
                        Door.API,
                        EVERYBODY,
                        "/api/v1/quality/counters/unfinished-products/items"),
                read(
                        "/api/v1/{entity:products|offers|media|categories|companies|contacts}",
                        Door.API,
                        EVERYBODY,
                        "/api/v1/products"),
                read(
                        "/api/v1/{entity:products|offers|media|categories|companies|contacts}/{key}",
                        Door.API,
                        EVERYBODY,
                        "/api/v1/products/GL-500-10"),
                read("/api/v1/ingest/{source}/{entity}", Door.API, EVERYBODY, "/api/v1/ingest/api/products"),
                read("/api/v1/users", Door.API, ADMINS, "/api/v1/users"),
                act(
                        "/api/v1/ingest/{source}/{entity} <- application/json application/jsonl application/x-ndjson text/csv",
                        CATALOGUE,
                        () -> "/api/v1/ingest/api/products",
                        JSON,
                        "[{\"sku\":\"WALK-1\",\"status\":\"draft\"}]",
                        "ingest api/products run "),
                act(
                        "/api/v1/ingest/{source}/{entity} <- application/octet-stream",
                        CATALOGUE,
                        () -> "/api/v1/ingest/api/products?file=walk.json",
                        OCTETS,
                        "[{\"sku\":\"WALK-2\",\"status\":\"draft\"}]",
                        "ingest api/products run "),
                act(
                        "/api/v1/runs/{id}/release",
                        OPERATORS,
                        () -> "/api/v1/runs/" + held() + "/release",
                        JSON,
                        "{\"reason\":\"walked\"}",
                        "release run "),
                act(
                        "/api/v1/channels/{channel}/key",
                        OPERATORS,
                        () -> "/api/v1/channels/force-de-vente/key",
                        JSON,
                        "",
                        "key.issue channel force-de-vente"),
                new Address(
                        "POST /api/v1/users", Door.API, ADMINS, () -> "/api/v1/users", JSON, null, 200, "user.add "),
                act(
                        "/api/v1/users/{name}/password",
                        ADMINS,
                        () -> "/api/v1/users/walked/password",
                        JSON,
                        "{\"password\":\"" + PASSWORD + "\"}",
                        "user.password walked"),
                act(
                        "/api/v1/users/{name}/roles",
                        ADMINS,
                        () -> "/api/v1/users/walked/roles",
                        JSON,
                        "{\"roles\":[\"viewer\"]}",
                        "user.roles walked"),
                read("/v3/api-docs", Door.API, EVERYBODY, "/v3/api-docs"),
                read("/v3/api-docs.yaml", Door.API, EVERYBODY, "/v3/api-docs.yaml"),
                // orders
                read("/api/v1/orders", Door.API, EVERYBODY, "/api/v1/orders"),
                refused("GET /api/v1/orders/{key}", Door.API, "/api/v1/orders/NOBODY", null, 404, EVERYBODY),
                refused(
                        "POST /api/v1/orders <- application/json",
                        Door.API,
                        "/api/v1/orders",
                        "{}",
                        400,
                        EnumSet.of(Role.CUSTOMERS, Role.OPERATOR, Role.ADMIN)),
                refused("POST /api/v1/orders/{key}/{decision}", Door.API, "/api/v1/orders/NOBODY/release", "{}", 404),
                read("/api/v1/orders/figures", Door.API, EVERYBODY, "/api/v1/orders/figures"),
                read("/api/v1/orders/waiting", Door.API, EVERYBODY, "/api/v1/orders/waiting"),
                refused(
                        "GET /api/v1/orders/{key}/messages/{id}",
                        Door.API,
                        "/api/v1/orders/NOBODY/messages/1",
                        null,
                        404,
                        EVERYBODY),
                read("/api/v1/accounts", Door.API, EVERYBODY, "/api/v1/accounts"),
                read("/api/v1/accounts/{name}", Door.API, EVERYBODY, "/api/v1/accounts/acme"),
                refused(
                        "GET /api/v1/accounts/{name}/happenings/{id}/document",
                        Door.API,
                        "/api/v1/accounts/acme/happenings/99999999/document",
                        null,
                        404,
                        PEOPLE),
                refused("GET /api/v1/visits/{id}", Door.API, "/api/v1/visits/99999999", null, 404, EVERYBODY),
                // nobody is kept waiting here: what it does is tried where there is a buyer
                refused(
                        "POST /api/v1/accounts/{account}/punchout-test <- application/json",
                        Door.API,
                        "/api/v1/accounts/nobody/punchout-test",
                        "{}",
                        404),
                read("/api/v1/account-troubles", Door.API, EVERYBODY, "/api/v1/account-troubles"),
                refused(
                        "POST /api/v1/account-troubles/{id}/close",
                        Door.API,
                        "/api/v1/account-troubles/99999/close",
                        "{\"reason\":\"seen\"}",
                        404),
                read("/api/v1/order-troubles", Door.API, EVERYBODY, "/api/v1/order-troubles"),
                refused(
                        "POST /api/v1/order-troubles/{id}/close",
                        Door.API,
                        "/api/v1/order-troubles/99999/close",
                        "{\"reason\":\"seen\"}",
                        404),
                // SOAP proves its callers by the message, see HubSoapIT
                new Address("GET /soap/hub", Door.OPEN, EVERYBODY, () -> "/soap/hub", null, null, 405, null),
                new Address(
                        "POST /soap/hub <- application/xml text/xml",
                        Door.OPEN,
                        EVERYBODY,
                        () -> "/soap/hub",
                        "text/xml",
                        "<nobody/>",
                        500,
                        null),
                // feeds: also with the key of their channel, see SecurityIT
                read("/feeds/{channel}/{file}", Door.API, OPERATORS, "/feeds/outil-sud/articles.csv"),
                read("/feeds/{channel}/manifest.json", Door.API, OPERATORS, "/feeds/outil-sud/manifest.json"),
                // partners: with the key of their channel, see DistributorIT
                read("/distributor", Door.OPEN, EVERYBODY, "/distributor"),
                read("/distributor/{channel}", Door.PARTNER, OPERATORS, "/distributor/outil-sud"),
                new Address(
                        "GET /distributor/{channel}/versions/{publication}/{version}",
                        Door.PARTNER,
                        OPERATORS,
                        () -> "/distributor/outil-sud/versions/products/" + version(),
                        null,
                        null,
                        200,
                        null),
                new Address(
                        "GET /distributor/{channel}/missing/{stream}",
                        Door.PARTNER,
                        OPERATORS,
                        () -> "/distributor/outil-sud/missing/products?reason=" + reason(),
                        null,
                        null,
                        200,
                        null),
                read(
                        "/distributor/{channel}/items",
                        Door.PARTNER,
                        OPERATORS,
                        "/distributor/outil-sud/items?q=GL-500-10"),
                read(
                        "/distributor/{channel}/files/{file}",
                        Door.PARTNER,
                        OPERATORS,
                        "/distributor/outil-sud/files/articles.csv"),
                refused("POST /distributor/{channel}/key", Door.PARTNER, "/distributor/outil-sud/key", "", 403, NOBODY),
                read("/api/v1/distributor/{channel}", Door.PARTNER_API, NOBODY, "/api/v1/distributor/outil-sud"),
                read(
                        "/api/v1/distributor/{channel}/versions/{publication}/{version}",
                        Door.PARTNER_API,
                        NOBODY,
                        "/api/v1/distributor/outil-sud/versions/products/1"),
                read(
                        "/api/v1/distributor/{channel}/missing/{stream}",
                        Door.PARTNER_API,
                        NOBODY,
                        "/api/v1/distributor/outil-sud/missing/products?reason=price"),
                read(
                        "/api/v1/distributor/{channel}/items",
                        Door.PARTNER_API,
                        NOBODY,
                        "/api/v1/distributor/outil-sud/items?q=GL-500-10"),
                refused(
                        "POST /api/v1/distributor/{channel}/key",
                        Door.PARTNER_API,
                        "/api/v1/distributor/outil-sud/key",
                        "",
                        401,
                        NOBODY),
                // the last word on errors has nothing to say when there was none
                new Address("ANY /error", Door.CONSOLE, EVERYBODY, () -> "/error", null, null, 404, null),
                // for everybody
                // a visit is known by its address alone, see ShopPagesIT
                new Address(
                        "GET /shop/{brand}/logo",
                        Door.OPEN,
                        EVERYBODY,
                        () -> "/shop/morvan/logo",
                        null,
                        null,
                        200,
                        null),
                shop("GET /shop/{brand}/start/{token}"),
                shop("GET /shop/{brand}/s/{key}"),
                shop("GET /shop/{brand}/s/{key}/"),
                shop("GET /shop/{brand}/s/{key}/home"),
                shop("GET /shop/{brand}/s/{key}/search"),
                shop("GET /shop/{brand}/s/{key}/category"),
                shop("GET /shop/{brand}/s/{key}/product"),
                shop("GET /shop/{brand}/s/{key}/cart"),
                shop("POST /shop/{brand}/s/{key}/language"),
                shop("POST /shop/{brand}/s/{key}/cart/add"),
                shop("POST /shop/{brand}/s/{key}/cart/change"),
                shop("POST /shop/{brand}/s/{key}/transfer"),
                shop("POST /shop/{brand}/s/{key}/cancel"),
                read("/login", Door.OPEN, EVERYBODY, "/login"));
    }

    /** A page of a visit that nobody has: refused, whatever else is asked. */
    private static Address shop(String mapping) {
        var path = mapping.substring(mapping.indexOf(' ') + 1)
                .replace("{brand}", "morvan")
                .replaceAll("\\{(key|token)}", "nobody");
        boolean form = mapping.startsWith("POST");
        return new Address(
                mapping,
                Door.OPEN,
                EVERYBODY,
                () -> path + (form ? "" : "?q=a&code=a&sku=a"),
                form ? FORM : null,
                form ? "revision=0&sku=A-1&quantity=1" : null,
                403,
                null);
    }

    @BeforeAll
    static void start() {
        ShippedHub.settled();
        var hub = ShippedHub.hub();
        hub.part(Users.class).add("walked", Set.of(Role.VIEWER), PASSWORD, "test", "test");
        for (var role : Role.values()) {
            var name = "walk-" + role.id();
            KEYS.put(role, hub.part(ApiKeys.class).issue(name, Set.of(role), "test", "test"));
            hub.part(Users.class).add(name, Set.of(role), PASSWORD, "test", "test");
            SESSIONS.put(role, ConsoleSession.of(hub, name, PASSWORD));
        }
    }

    @AfterAll
    static void forget() {
        ShippedHub.forgetKey("force-de-vente");
    }

    @Test
    void everyMappedAddressIsInTheTable() {
        var mapped = new TreeSet<String>();
        for (var mapping : ShippedHub.hub().parts(RequestMappingHandlerMapping.class)) {
            mapping.getHandlerMethods().keySet().forEach(info -> mapped.addAll(names(info)));
        }
        var known = addresses().map(Address::mapping).collect(Collectors.toCollection(TreeSet::new));
        assertThat(mapped)
                .as("say in addresses() who may call a new address and what it leaves in the audit trail")
                .isEqualTo(known);
    }

    private static List<String> names(RequestMappingInfo info) {
        var consumes = info.getConsumesCondition().getConsumableMediaTypes().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(" "));
        var methods = info.getMethodsCondition().getMethods();
        var names = new ArrayList<String>();
        for (var pattern : info.getPatternValues()) {
            for (var method : methods.isEmpty() ? List.of("ANY") : methods) {
                names.add(method + " " + pattern + (consumes.isEmpty() ? "" : " <- " + consumes));
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void whoIsNobodyOrMayNotIsSentAwayAndNothingIsDone(Address address) {
        var path = address.path().get();
        long before = lastAudit();
        if (address.door() == Door.OPEN) {
            assertThat(ShippedHub.hub().send(request(address, path)).statusCode())
                    .isEqualTo(address.status());
            return;
        }
        var nobody = ShippedHub.hub().send(request(address, path));
        if (address.door().session() && !address.method().equals("GET")) {
            assertThat(nobody.statusCode()).as("no session, so no token").isEqualTo(403);
        } else {
            problem(nobody, 401, "WEB-401");
        }
        if (address.door().session() && address.method().equals("GET")) {
            var person = ShippedHub.hub().send(request(address, path).header("Accept", "text/html"));
            assertThat(person.statusCode()).isEqualTo(302);
            assertThat(person.headers().firstValue("Location").orElse(""))
                    .endsWith(address.door() == Door.PARTNER ? "/distributor" : "/login");
        }
        for (var role : EnumSet.complementOf(roles(address.may()))) {
            // A wrong key counts against the address it comes from, which all tests share: the mightiest one stands for
            // all.
            if (address.door() == Door.PARTNER_API && role != Role.ADMIN) {
                continue;
            }
            var answer = as(role, address, path, true);
            if (address.door() == Door.PARTNER_API) {
                problem(answer, 401, "WEB-401");
                continue;
            }
            assertThat(answer.statusCode()).as("%s as %s", address, role).isEqualTo(403);
            if (address.door() == Door.API) {
                problem(answer, 403, null);
            }
        }
        assertThat(walked(before)).as("nothing was done").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void whoMayGetsItAndWhatChangesIsInTheAuditTrail(Address address) {
        for (var role : address.may()) {
            if (address.door().session() && !address.method().equals("GET")) {
                var path = address.path().get();
                long before = lastAudit();
                assertThat(as(role, address, path, false).statusCode())
                        .as("without the token of a form of ours")
                        .isEqualTo(403);
                assertThat(walked(before)).isEmpty();
            }
            long before = lastAudit();
            var path = address.path().get();
            var answer = as(role, address, path, true);
            assertThat(answer.statusCode())
                    .as("%s as %s: %s", address, role, answer.body())
                    .isEqualTo(address.status());
            if (address.audited() == null) {
                assertThat(walked(before)).as("reading leaves no row").isEmpty();
            } else {
                assertThat(walked(before)).as("%s as %s", address, role).hasSize(1);
                assertThat(walked(before).get(0)).startsWith("walk-" + role.id() + " " + address.audited());
            }
        }
    }

    private static Role one(Address address) {
        return Role.values()[Math.floorMod(address.mapping().hashCode(), Role.values().length)];
    }

    private static EnumSet<Role> roles(Set<Role> may) {
        return may.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(may);
    }

    private static HttpResponse<String> as(Role role, Address address, String path, boolean token) {
        if (address.door().session()) {
            var session = SESSIONS.get(role);
            if (address.method().equals("GET")) {
                return session.get(path);
            }
            session.get("/runs");
            return token ? session.post(path, address.body()) : session.postWithoutToken(path, address.body());
        }
        return ShippedHub.hub()
                .send(
                        address.door() == Door.OPEN
                                ? request(address, path)
                                : request(address, path).header("Authorization", authorization(role, path)));
    }

    /** Feeds take names and passwords or keys of channels, no keys of programs. */
    private static String authorization(Role role, String path) {
        return path.startsWith("/feeds/") || path.startsWith("/api/v1/distributor/")
                ? RunningHub.basic("walk-" + role.id(), PASSWORD)
                : "Bearer " + KEYS.get(role);
    }

    private static HttpRequest.Builder request(Address address, String path) {
        var request = HttpRequest.newBuilder(ShippedHub.hub().main(path));
        if (address.method().equals("GET")) {
            return request;
        }
        var body = address.body() == null
                ? "{\"name\":\"walked-" + NUMBER.incrementAndGet() + "\",\"roles\":[\"viewer\"],\"password\":\""
                        + PASSWORD + "\"}"
                : address.body();
        return request.header("Content-Type", address.type())
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = ShippedHub.json(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asString()).isNotBlank();
        if (code != null) {
            assertThat(problem.get("code").asString()).isEqualTo(code);
        }
    }

    /** A delivery that waits for a release and changes nothing when it gets one: prices in a file without a row. */
    private static long held() {
        var hub = ShippedHub.hub();
        var waiting = hub.part(Ingest.class).held(500).stream()
                .filter(run -> run.source().equals("erp-prices"))
                .findFirst();
        if (waiting.isPresent()) {
            return waiting.get().id();
        }
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/erp-prices/offers?file=TARIFS_0.csv"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", OCTETS)
                .POST(HttpRequest.BodyPublishers.ofString(header())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        return hub.part(Ingest.class).runs("erp-prices", Kind.OFFERS, Long.MAX_VALUE, 1).stream()
                .filter(run -> run.state() == Run.State.HELD)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static long version() {
        return ShippedHub.hub()
                .part(FeedFolder.class)
                .manifest("outil-sud", "products")
                .orElseThrow()
                .version();
    }

    private static String reason() {
        var reasons = ShippedHub.hub()
                .part(Channels.class)
                .of("outil-sud")
                .orElseThrow()
                .streams()
                .get(0)
                .reasons()
                .keySet();
        return URLEncoder.encode(reasons.iterator().next(), StandardCharsets.UTF_8);
    }

    private static String header() {
        try (var lines = Files.lines(Path.of("config/samples/erp/TARIFS_20261118.csv"), StandardCharsets.ISO_8859_1)) {
            return lines.findFirst().orElseThrow() + "\r\n";
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static long lastAudit() {
        var audit = ShippedHub.hub().part(Audit.class);
        long last = 0;
        for (var page = audit.after(last); !page.isEmpty(); page = audit.after(last)) {
            last = page.get(page.size() - 1).seq();
        }
        return last;
    }

    /** What those of this test have done since, oldest first; signing in is no act. */
    private static List<String> walked(long since) {
        return ShippedHub.hub().part(Audit.class).after(since).stream()
                .filter(row -> row.who().startsWith("walk-"))
                .filter(row -> !row.what().startsWith("sign-in"))
                .map(row -> row.who() + " " + row.what())
                .toList();
    }
}
