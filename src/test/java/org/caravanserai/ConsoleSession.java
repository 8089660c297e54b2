package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A browser at the console, as far as tests without pictures need one: a cookie and the token of the last form. */
public final class ConsoleSession {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningHub hub;
    private String cookie = "";
    private String token = "";

    public ConsoleSession(RunningHub hub) {
        this.hub = hub;
    }

    /** One of somebody who is signed in. */
    public static ConsoleSession of(RunningHub hub, String name, String password) {
        var session = new ConsoleSession(hub);
        session.get("/login");
        var answer = session.post("/login", "username=" + encoded(name) + "&password=" + encoded(password));
        assertThat(answer.headers().firstValue("Location").orElse(""))
                .as("%s signs in", name)
                .doesNotContain("/login");
        return session;
    }

    /** What identifies the session; changes at the sign-in. */
    public String cookie() {
        return cookie;
    }

    public HttpResponse<String> get(String path) {
        var answer = send(HttpRequest.newBuilder(hub.main(path)));
        var found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }

    /** Sends a form with the token of the last page that had one. */
    public HttpResponse<String> post(String path, String form) {
        return send(form(path, form + "&_csrf=" + token));
    }

    /** Sends a form as another site's page would: without the token. */
    public HttpResponse<String> postWithoutToken(String path, String form) {
        return send(form(path, form));
    }

    private HttpRequest.Builder form(String path, String form) {
        return HttpRequest.newBuilder(hub.main(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = hub.send(request.header("Accept", "text/html").header("Cookie", cookie));
        answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("HUB_SESSION="))
                .forEach(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
