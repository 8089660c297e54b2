package org.caravanserai.sandbox.prestashop;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;

/**
 * A shop on PrestaShop (web service, XML): the key is the name of HTTP Basic, POST creates again and again, PUT replaces
 * the whole object, what the shop works out itself may not be sent. Operations are named {@code products.create},
 * {@code stock_availables.update}, {@code images.create}.
 *
 * <p>Records: one kind for each resource, and {@code images}.
 */
public final class Prestashop implements Partner {
    private final Writes writes = new Writes();
    private final Reads reads = new Reads();
    private final Images images = new Images();
    private final Routes routes = new Routes();

    /** A shop. */
    public Prestashop() {
        routes.on("root", "GET", "/api", reads::root)
                .on("images.list", "GET", "/api/images/products/*", images::list)
                .on("images.get", "GET", "/api/images/products/*/*", images::one)
                .on("images.create", "POST", "/api/images/products/*", images::create)
                .on("images.delete", "DELETE", "/api/images/products/*/*", images::delete);
        for (var resource : Resources.all()) {
            var path = "/api/" + resource.name();
            routes.on(
                            resource.name() + ".list",
                            "GET",
                            path,
                            (request, desk, parts) -> reads.list(resource, request, desk))
                    .on(
                            resource.name() + ".get",
                            "GET",
                            path + "/*",
                            (request, desk, parts) -> reads.one(resource, parts.get(0), request, desk));
            for (var method : resource.methods()) {
                var one = method.equals("POST") ? path : path + "/*";
                if (!method.equals("GET")) {
                    routes.on(
                            resource.name() + "." + verb(method),
                            method,
                            one,
                            (request, desk, parts) -> writes.write(resource, request, desk, parts));
                }
            }
            routes.on(
                    resource.name() + ".update",
                    "PUT",
                    path,
                    (request, desk, parts) -> writes.write(resource, request, desk, parts));
        }
    }

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public List<Ceiling> ceilings() {
        return List.of();
    }

    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        var sent = request.header("authorization").orElse(null);
        var right = false;
        if (sent != null && sent.startsWith("Basic ")) {
            try {
                var pair = new String(
                        Base64.getDecoder().decode(sent.substring("Basic ".length())), StandardCharsets.UTF_8);
                right = pair.equals(desk.secret() + ":");
            } catch (IllegalArgumentException nonsense) {
                right = false;
            }
        }
        return new Credential("Authorization", sent, right);
    }

    @Override
    public Answer unauthorized(Request request) {
        return error(
                        401,
                        17,
                        request.header("authorization").isPresent()
                                ? "Invalid authentication key format"
                                : "Please enter the authentication key as the login. No password required")
                .with(
                        "WWW-Authenticate",
                        "Basic realm=\"Welcome to PrestaShop Webservice, please enter the"
                                + " authentication key as the login. No password required.\"");
    }

    @Override
    public Answer missing(Request request) {
        return routes.knows(request)
                ? error(405, 25, "Method " + request.method() + " is not valid for this resource")
                : error(400, 24, "Resource of this type does not exist: " + request.path());
    }

    @Override
    public Answer failed(int status, String text) {
        return error(status, 1, text);
    }

    @Override
    public void furnish(Desk desk) {
        Resources.furnish(desk.state());
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("id", "reference");
    }

    static Answer error(int status, int code, String message) {
        return xml(
                status,
                "<errors>\n<error>\n<code>" + Xml.text(Integer.toString(code)) + "</code>\n<message>"
                        + Xml.text(message) + "</message>\n</error>\n</errors>\n");
    }

    static Answer xml(int status, String inner) {
        return Answer.of(status, "text/xml;charset=utf-8", Xml.document(inner));
    }

    private static String verb(String method) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            default -> "delete";
        };
    }
}
