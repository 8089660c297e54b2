package org.caravanserai.sandbox.shopware;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;
import tools.jackson.databind.node.ArrayNode;

/**
 * A shop on Shopware 6 (Admin API): tokens that live ten minutes, writes by {@code _action/sync} that succeed together or
 * not at all, ids chosen by the caller, product numbers that are unique. Client id is {@code sandbox}.
 *
 * <p>Records: {@code tokens} and one kind for each entity, named as in the interface ({@code product product_media ...}).
 */
public final class Shopware implements Partner {
    private static final String CLIENT = "sandbox";
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final Sync sync = new Sync();
    private final Search search = new Search();

    private final Routes routes = new Routes()
            .on("token", "POST", "/api/oauth/token", Shopware::token)
            .on(
                    "version",
                    "GET",
                    "/api/_info/version",
                    (request, desk, parts) -> Answer.json(200, Json.object().put("version", "6.6.0.0")))
            .on("sync", "POST", "/api/_action/sync", sync::sync)
            .on("upload", "POST", "/api/_action/media/*/upload", Uploads::upload)
            .on("search", "POST", "/api/search/*", search::search)
            .on("search-ids", "POST", "/api/search-ids/*", search::ids)
            .on("get", "GET", "/api/*/*", search::one)
            .on("patch", "PATCH", "/api/*/*", sync::patch)
            .on("delete", "DELETE", "/api/*/*", sync::delete);

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public List<Ceiling> ceilings() {
        return List.of();
    }

    @Override
    public boolean hasNoTokens() {
        return false;
    }

    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        if (operation.equals("token")) {
            return Credential.OPEN;
        }
        var sent = request.header("authorization").orElse(null);
        var token = sent != null && sent.startsWith("Bearer ") ? sent.substring("Bearer ".length()) : "";
        var right = desk.state()
                .get("tokens", token)
                .map(one -> Instant.parse(one.path("until").asString()).isAfter(desk.now()))
                .orElse(false);
        return new Credential("Authorization", sent, right);
    }

    @Override
    public Answer unauthorized(Request request) {
        return error(
                401,
                "9",
                "The resource owner or authorization server denied the request.",
                request.header("authorization").isPresent()
                        ? "Access token could not be verified"
                        : "Missing \"Authorization\" header");
    }

    @Override
    public Answer missing(Request request) {
        return error(404, "0", "Not Found", "No route found for \"" + request.method() + " " + request.path() + "\"");
    }

    @Override
    public Answer failed(int status, String text) {
        return error(status, status == 429 ? "FRAMEWORK__RATE_LIMIT_EXCEEDED" : "0", text, text);
    }

    @Override
    public void furnish(Desk desk) {
        Entities.furnish(desk.state());
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("id", "productNumber");
    }

    static Answer error(int status, String code, String title, String detail) {
        var body = Json.object();
        body.putArray("errors")
                .addObject()
                .put("status", Integer.toString(status))
                .put("code", code)
                .put("title", title)
                .put("detail", detail);
        return Answer.json(status, body);
    }

    static Answer errors(ArrayNode errors) {
        var body = Json.object();
        body.set("errors", errors);
        return Answer.json(400, body);
    }

    private static Answer token(Request request, Desk desk, List<String> parts) {
        var form = Request.parameters(request.is("application/x-www-form-urlencoded") ? request.text() : null);
        var body = Json.read(request.body()).orElse(Json.object());
        var grant = value("grant_type", form, body);
        if (!grant.equals("client_credentials")) {
            return error(
                    400,
                    "2",
                    "The authorization grant type is not supported by the authorization server.",
                    "Check that all required parameters have been provided");
        }
        if (!value("client_id", form, body).equals(CLIENT)
                || !value("client_secret", form, body).equals(desk.secret())) {
            return error(401, "4", "Client authentication failed", "Client authentication failed");
        }
        for (var token : desk.state().keys("tokens")) {
            var until = desk.state()
                    .get("tokens", token)
                    .orElseThrow()
                    .path("until")
                    .asString();
            if (!Instant.parse(until).isAfter(desk.now())) {
                desk.state().remove("tokens", token);
            }
        }
        var number = desk.state().next("tokens", 1);
        var token = "sandbox." + Json.hash(Json.object().put("n", number).put("s", desk.secret())) + "." + number;
        desk.state()
                .put(
                        "tokens",
                        token,
                        Json.object().put("until", desk.now().plus(LIFE).toString()));
        return Answer.json(
                200,
                Json.object()
                        .put("token_type", "Bearer")
                        .put("expires_in", LIFE.toSeconds())
                        .put("access_token", token));
    }

    private static String value(
            String name, java.util.Map<String, List<String>> form, tools.jackson.databind.JsonNode body) {
        return form.containsKey(name) ? form.get(name).get(0) : body.path(name).asString("");
    }
}
