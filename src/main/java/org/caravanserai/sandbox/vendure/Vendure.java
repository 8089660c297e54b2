package org.caravanserai.sandbox.vendure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Multipart;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A shop on Vendure ({@code /admin-api}, GraphQL): sign-in gives a token in a header, errors come with status 200, the SKU
 * is no key, prices are cents. Only what a channel asks for is answered. User is {@code superadmin}. An operation is named
 * by the field it asks for, such as {@code createProduct}.
 *
 * <p>Records: {@code tokens products variants groups options assets taxCategories stockLocations}.
 */
public final class Vendure implements Partner {
    private static final String USER = "superadmin";
    private static final String TOKEN = "vendure-auth-token";

    private final Catalogue catalogue = new Catalogue();
    private final Routes routes = new Routes().on("graphql", "POST", "/admin-api", this::answer);

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public String operation(String routed, Request request) {
        return sent(request)
                .map(body -> Query.names(body.path("query").asString("")))
                .orElse("?");
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
        if (operation.equals("login") || operation.equals("?")) {
            return Credential.OPEN;
        }
        var sent = request.header("authorization").orElse(null);
        var token = sent != null && sent.startsWith("Bearer ") ? sent.substring("Bearer ".length()) : "";
        return new Credential("Authorization", sent, desk.state().has("tokens", token));
    }

    @Override
    public Answer unauthorized(Request request) {
        return error(200, "FORBIDDEN", "You are not currently authorized to perform this action");
    }

    @Override
    public Answer missing(Request request) {
        return Answer.of(404, "text/html; charset=utf-8", "<pre>Cannot " + request.method() + "</pre>");
    }

    @Override
    public Answer failed(int status, String text) {
        return error(status, "INTERNAL_SERVER_ERROR", text);
    }

    @Override
    public void furnish(Desk desk) {
        catalogue.furnish(desk.state());
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("id", "sku", "productId");
    }

    private Answer answer(Request request, Desk desk, List<String> parts) {
        var sent = sent(request);
        if (sent.isEmpty()) {
            return error(400, "BAD_REQUEST", "The body must be JSON with a query");
        }
        try {
            var variables = sent.get().path("variables") instanceof ObjectNode given ? given : Json.object();
            var query = Query.read(sent.get().path("query").asString(""), variables);
            Schema.check(query);
            return answered(query, request, desk);
        } catch (Query.Refused refused) {
            // As the shop does it: a wrong document is a wrong request, a wrong variable is an answer.
            return error(refused.code().equals("BAD_USER_INPUT") ? 200 : 400, refused.code(), refused.getMessage());
        }
    }

    private Answer answered(Query query, Request request, Desk desk) {
        var data = Json.object();
        Answer login = null;
        var language = request.parameter("languageCode").orElse(Catalogue.LANGUAGE);
        for (var field : query.roots()) {
            JsonNode value;
            try {
                value = field.name().equals("login") ? login(field, desk) : catalogue.answer(field, language, desk);
            } catch (Catalogue.Wrong wrong) {
                desk.undo();
                desk.refused(field.name(), wrong.key(), wrong.getMessage());
                var answer = error(200, wrong.code(), wrong.getMessage(), field.alias());
                return answer;
            }
            if (value.has("token")) {
                login = Answer.empty(200).with(TOKEN, value.path("token").asString());
            }
            data.set(field.alias(), Schema.projected(value, field));
        }
        var body = Json.object();
        body.set("data", data);
        var answer = Answer.json(200, body);
        return login == null ? answer : answer.with(TOKEN, login.headers().get(TOKEN));
    }

    private static ObjectNode login(Query.Field field, Desk desk) {
        if (!field.arguments().path("username").asString("").equals(USER)
                || !field.arguments().path("password").asString("").equals(desk.secret())) {
            return Json.object()
                    .put("__typename", "InvalidCredentialsError")
                    .put("errorCode", "INVALID_CREDENTIALS_ERROR")
                    .put("message", "The provided credentials are invalid")
                    .put("authenticationError", "");
        }
        var number = desk.state().next("tokens", 1);
        var token = Json.hash(Json.object().put("n", number).put("s", desk.secret())) + number;
        desk.state().put("tokens", token, Json.object().put("user", USER));
        return Json.object()
                .put("__typename", "CurrentUser")
                .put("id", "1")
                .put("identifier", USER)
                .put("token", token);
    }

    /** The query, alone or as the first part of a form with files (graphql-multipart-request-spec). */
    private static java.util.Optional<ObjectNode> sent(Request request) {
        if (!request.is("multipart/form-data")) {
            return Json.read(request.body())
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        }
        var parts = Multipart.read(request).orElse(Map.of());
        var operations = parts.containsKey("operations")
                ? Json.read(parts.get("operations").content()).orElse(null)
                : null;
        var map =
                parts.containsKey("map") ? Json.read(parts.get("map").content()).orElse(null) : null;
        if (!(operations instanceof ObjectNode query) || map == null) {
            return java.util.Optional.empty();
        }
        for (var entry : map.properties()) {
            var part = parts.get(entry.getKey());
            for (var path : entry.getValue()) {
                if (part != null) {
                    place(query, path.asString(), part);
                }
            }
        }
        return java.util.Optional.of(query);
    }

    private static void place(ObjectNode query, String path, Multipart.Part part) {
        var at = path.lastIndexOf('.');
        var file = Json.object()
                .put("name", part.fileName() == null ? "file" : part.fileName())
                .put("type", part.type() == null ? "application/octet-stream" : part.type())
                .put("size", part.content().length);
        if (at > 0 && query.at("/" + path.substring(0, at).replace('.', '/')) instanceof ObjectNode holder) {
            holder.set(path.substring(at + 1), file);
        }
    }

    private static Answer error(int status, String code, String message, String... path) {
        var body = Json.object();
        var error = body.putArray("errors").addObject().put("message", message);
        if (path.length > 0) {
            var names = error.putArray("path");
            for (var name : path) {
                names.add(name);
            }
        }
        if (!code.isEmpty()) {
            error.putObject("extensions").put("code", code);
        }
        if (status == 200 && !code.equals("BAD_USER_INPUT")) {
            body.putNull("data");
        }
        return Answer.json(status, body);
    }
}
