package org.caravanserai.web.management;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hawtio's files and the few answers its start page asks for. The files come from Hawtio's Boot 3 jar, unpacked at
 * build; its Java half does not run on Boot 4, and its proxy to other machines is not wanted.
 */
final class HawtioPages extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=UTF-8"),
            Map.entry("js", "text/javascript;charset=UTF-8"),
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("txt", "text/plain;charset=UTF-8"));
    /** Name and menu of the hub. Pages that would need what JMX refuses, or that connect elsewhere, are left out. */
    private static final String SETTINGS = """
            {"branding":{"appName":"Caravanserai","showAppName":true,
             "appLogoUrl":"img/hawtio-logo.svg","appLogoDarkModeUrl":"img/hawtio-logo-darkmode.svg"},
             "login":{"description":"","links":[]},
             "about":{"title":"Caravanserai","productInfo":[],"additionalInfo":"","copyright":"",
              "imgSrc":"img/hawtio-logo.svg","imgDarkModeSrc":"img/hawtio-logo-darkmode.svg"},
             "disabledRoutes":["/connect","/diagnostics","/logs","/quartz","/springboot","/runtime","/jvm-diagnostics"]}
            """;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect("/hawtio/");
            return;
        }
        switch (path) {
            case "/user" -> json(response, '"' + request.getRemoteUser() + '"');
            case "/plugin", "/preset-connections" -> json(response, "[]");
            case "/auth/config/session-timeout" -> json(response, "{}");
            case "/auth/config/login" -> json(response, "{}");
            case "/keycloak/enabled", "/proxy/enabled" -> json(response, "false");
            case "/hawtconfig.json" -> json(response, SETTINGS);
            default -> file(path.equals("/") ? "/index.html" : path, response);
        }
    }

    private static void json(HttpServletResponse response, String body) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void file(String path, HttpServletResponse response) throws IOException {
        if (!PATH.matcher(path).matches()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // A path without a file type is a page of the application itself, which finds its way by the address.
        var page = path.lastIndexOf('.') < path.lastIndexOf('/');
        var name = page ? "/index.html" : path;
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (var in = type == null ? null : HawtioPages.class.getResourceAsStream("/hawtio-static" + name)) {
            if (in == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(type);
            // Names below /static carry a hash of their content.
            response.setHeader(
                    "Cache-Control", name.startsWith("/static/") ? "private, max-age=31536000, immutable" : "no-cache");
            in.transferTo(response.getOutputStream());
        }
    }
}
